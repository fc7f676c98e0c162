"""A body put together from parts has the bytes of the canonical form of the whole."""

from datetime import UTC, date, datetime

import orjson
from hypothesis import given
from hypothesis import strategies as st

from jiaxin.apps.ledger.encoding import Bodies, entry_from
from jiaxin.domain.facts import Channel, Fact, Provenance, Standing
from jiaxin.kit.canonical import canonical

ids = st.text(alphabet="abcdefghijklmnopqrstuvwxyz234567", min_size=1, max_size=16)
ids_or_none = ids | st.just("")
texts = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20)
values = texts | st.integers(-(2**40), 2**40) | st.booleans() | st.lists(texts, max_size=3)
sides = st.dictionaries(texts, values, max_size=4)
said = st.builds(
    Provenance,
    source=texts,
    channel=st.sampled_from(Channel),
    actor=texts,
    batch=texts,
    sheet=texts,
    row=st.integers(1, 10**6),
    evidence=st.lists(texts, max_size=2).map(tuple),
)
facts = st.builds(
    Fact,
    kind=st.sampled_from(["profile", "identity.check"]),
    subject=ids,
    happened_on=st.dates(date(1990, 1, 1), date(2030, 1, 1)),
    provenance=said,
    clear=sides,
    standing=st.sampled_from(Standing),
    company=ids_or_none,
    counterparty=ids_or_none,
    claim=ids_or_none,
    version=st.integers(1, 99),
    happened_at=st.none() | st.integers(0, 2_000_000_000).map(lambda s: datetime.fromtimestamp(s, UTC)),
    supersedes=st.just(""),
)


@given(facts, ids, ids_or_none, st.binary(min_size=16, max_size=16))
def test_the_parts_make_the_canonical_whole(fact: Fact, entry_id: str, supersedes: str, key: bytes) -> None:
    bodies = Bodies(1_795_533_404_489_802)
    body = bodies.of(fact, entry_id, key, bytes.fromhex("c0ffee"), supersedes)
    assert body == bodies.of(fact, entry_id, key, bytes.fromhex("c0ffee"), supersedes, canonical(fact.clear))
    told = orjson.loads(body)
    assert body == canonical(told)
    assert told["key"] == key.hex() and told["commitment"] == "c0ffee" and told["recorded_us"] == 1_795_533_404_489_802
    back = entry_from(1, body, None).fact
    assert (back.kind, back.subject, back.clear, back.standing, back.supersedes) == (
        fact.kind, fact.subject, fact.clear, fact.standing, supersedes,
    )
    assert (back.provenance, back.happened_at, back.company, back.claim, back.counterparty) == (
        fact.provenance, fact.happened_at, fact.company, fact.claim, fact.counterparty,
    )


@given(st.lists(st.tuples(facts, ids), min_size=1, max_size=6))
def test_facts_written_after_one_another_do_not_mix(written: list[tuple[Fact, str]]) -> None:
    together = Bodies(7)
    for fact, entry_id in [*written, *reversed(written)]:
        assert together.of(fact, entry_id, b"\1" * 16, b"") == Bodies(7).of(fact, entry_id, b"\1" * 16, b"")
        shared = fact._replace(kind="training", standing=Standing.ORIGINAL)  # the same clear side, said of another kind
        assert together.of(shared, entry_id, b"\1" * 16, b"") == Bodies(7).of(shared, entry_id, b"\1" * 16, b"")
