"""What did others get from us, and where may an item still be read? Read only."""

from jiaxin.apps.exchange.doubting import Item as Item
from jiaxin.apps.exchange.doubting import doubted as doubted
from jiaxin.apps.exchange.doubting import items as items
from jiaxin.apps.exchange.looking import Letter as Letter
from jiaxin.apps.exchange.looking import Offer as Offer
from jiaxin.apps.exchange.looking import PeerView as PeerView
from jiaxin.apps.exchange.looking import held as held
from jiaxin.apps.exchange.looking import letters as letters
from jiaxin.apps.exchange.looking import offers as offers
from jiaxin.apps.exchange.looking import own_keys as own_keys
from jiaxin.apps.exchange.looking import peer as peer
from jiaxin.apps.exchange.looking import peers as peers
from jiaxin.apps.exchange.mapped import Mapped as Mapped
from jiaxin.apps.exchange.mapped import mapping_books as mapping_books
from jiaxin.apps.exchange.mapped import mapping_on as mapping_on
from jiaxin.apps.exchange.mapped import mappings_on as mappings_on
from jiaxin.apps.exchange.partners import Answer as Answer
from jiaxin.apps.exchange.partners import Owed as Owed
from jiaxin.apps.exchange.partners import answers as answers
from jiaxin.apps.exchange.partners import owed as owed
from jiaxin.apps.exchange.peers import Change as Change
from jiaxin.apps.exchange.peers import changes as changes
from jiaxin.apps.exchange.reporting import credit_report as credit_report
from jiaxin.apps.exchange.reporting import verified as verified
from jiaxin.apps.exchange.surfaces import Receipt as Receipt
from jiaxin.apps.exchange.surfaces import receipts as receipts
