"""What did others get from us, and where may an item still be read? Read only."""

from jiaxin.apps.exchange.mapped import Mapped as Mapped
from jiaxin.apps.exchange.mapped import mapping_books as mapping_books
from jiaxin.apps.exchange.mapped import mapping_on as mapping_on
from jiaxin.apps.exchange.mapped import mappings_on as mappings_on
from jiaxin.apps.exchange.partners import Answer as Answer
from jiaxin.apps.exchange.partners import Owed as Owed
from jiaxin.apps.exchange.partners import answers as answers
from jiaxin.apps.exchange.partners import owed as owed
from jiaxin.apps.exchange.reporting import credit_report as credit_report
from jiaxin.apps.exchange.reporting import verified as verified
from jiaxin.apps.exchange.surfaces import Receipt as Receipt
from jiaxin.apps.exchange.surfaces import receipts as receipts
