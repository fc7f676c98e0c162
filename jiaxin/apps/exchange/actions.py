"""Hand items over, take receipts, and close a repair once every place has given its own."""

from jiaxin.apps.exchange import peers
from jiaxin.apps.exchange.agreeing import agree as agree
from jiaxin.apps.exchange.doubting import review as review
from jiaxin.apps.exchange.mapped import mapped as mapped
from jiaxin.apps.exchange.partners import acknowledge as acknowledge
from jiaxin.apps.exchange.partners import hand_over as hand_over
from jiaxin.apps.exchange.reading import look_again as look_again
from jiaxin.apps.exchange.reading import put_aside as put_aside
from jiaxin.apps.exchange.reading import receive as receive
from jiaxin.apps.exchange.reading import receive_from_program as receive_from_program
from jiaxin.apps.exchange.surfaces import receipts
from jiaxin.apps.exchange.writing import ask_for as ask_for
from jiaxin.apps.exchange.writing import bundle as bundle
from jiaxin.apps.exchange.writing import forget as forget
from jiaxin.apps.governance import actions as governance
from jiaxin.apps.governance import queries as cases
from jiaxin.domain.permissions import Actor

propose_peer, decide_peer = peers.propose, peers.decide


def confirm_repairs() -> int:
    """Look at every place for each repair decided; where all say gone, the case says so, place by place. Returns how many."""
    done = 0
    for one in cases.granted_repairs():
        entry = next((str(e.said["entry"]) for e in one.events if "entry" in e.said), one.about)
        found = receipts(one.subject, entry)
        if found and all(r.gone for r in found):
            governance.take_step(Actor.job("pipeline"), one.id, "spread", {"reached": [r.line for r in found]})
            done += 1
    return done
