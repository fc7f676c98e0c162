"""对接单位 — two people or not at all, and nothing beyond the rules of the exchange."""

from datetime import timedelta

import pytest

from jiaxin.apps.exchange import actions, queries
from jiaxin.apps.exchange.models import Peer
from jiaxin.apps.exchange.peers import own_code
from jiaxin.apps.ledger import queries as record
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Role
from jiaxin.kit import clock as kit_clock
from tests.apps.exchange.neighbour import ADMIN, CLERK, KINDS, Neighbour
from tests.apps.exchange.test_letters import PEER, her, injected  # noqa: F401 - fixtures among them
from tests.portals.walking import own_data  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


def test_nobody_changes_a_peer_alone(her):  # noqa: F811 - the fixture is asked for by its name
    one = Neighbour(own_code())
    day = (kit_clock.today() + timedelta(days=30)).isoformat()
    said = {"name": "样例邻区", "purposes": ["moving"], "may_send": KINDS, "may_ask": [], "scheme": "ed25519", "signing": one.signing.hex(), "box": one.box.hex(), "until": day}
    change = actions.propose_peer(ADMIN, PEER, "enter", said)
    ((waiting),) = queries.changes(CLERK)
    with pytest.raises(Refused, match=r"access\.four-eyes"):
        actions.decide_peer(ADMIN, change, "approve", waiting.digest)
    with pytest.raises(Refused, match=r"access\.role"):
        actions.decide_peer(CLERK, change, "approve", waiting.digest)
    assert not Peer.objects.exists()
    other = Actor("admin:2", Role.BUREAU_ADMIN, "bureau", fresh=True)
    with pytest.raises(Refused, match=r"peer\.digest"):
        actions.decide_peer(other, change, "approve", "0" * 64)
    actions.decide_peer(other, change, "approve", waiting.digest)
    assert Peer.objects.get().may_ask == []
    size = record.checkpoint().size
    (entry,) = record.entries_of("peer.changed", 0, size)
    assert (entry.get("proposed_by"), entry.get("approved_by"), entry.get("digest")) == ("admin:1", "admin:2", waiting.digest)


@pytest.mark.parametrize("wrong", [{"purposes": []}, {"purposes": ["selling"]}, {"may_ask": ["penalty"]}, {"signing": "00"}, {"box": "zz"}, {"until": "2040-01-01"}, {"scheme": "rsa"}, {"name": ""}])
def test_an_agreement_beyond_the_rules_is_not_even_proposed(her, wrong):  # noqa: F811 - the fixture is asked for by its name
    with pytest.raises(Refused, match="peer"):
        Neighbour(own_code()).entered(**wrong)
    assert not Peer.objects.exists()
