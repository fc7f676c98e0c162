from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiaxin.domain import history
from jiaxin.domain.facts import Entry, Facts, Standing
from jiaxin.domain.records.segments import columns, row
from jiaxin.domain.scoring.batch.everybody import assessments
from jiaxin.domain.scoring.batch.grounded import Places
from jiaxin.domain.scoring.batch.naming import column_of, raws
from jiaxin.domain.scoring.batch.numbers import raw_numbers, with_grounds
from jiaxin.domain.scoring.batch.standing import coming, fetched, gone, in_force, inputs, places, segments, sql
from jiaxin.domain.scoring.context import Context
from jiaxin.domain.scoring.engine import assess
from jiaxin.domain.scoring.measures import EPOCH, Sight
from jiaxin.domain.scoring.picking import index_of
from jiaxin.domain.scoring.rulebook import scoring_rules
from tests.domain.established import entry
from tests.domain.scoring.histories import ANYTHING, AS_OF, placed

HER, OTHER = "AAAAAAAAAAAAAAAA", "BBBBBBBBBBBBBBBB"
TYPES = {"int": pa.int64(), "date": pa.int64(), "bool": pa.bool_(), "code": pa.string()}
GIVEN = Context({"code-colour": 2, "company-grade": 4, "district-rating-milli": 4700})


def hold(database: duckdb.DuckDBPyConnection, entries: list[Entry]) -> None:
    rows = [row(e) for e in entries]
    data = [pa.array([r[i] for r in rows], TYPES[c.type]) for i, c in enumerate(columns())]
    database.register("facts", pa.table(data, schema=pa.schema([(c.name, TYPES[c.type]) for c in columns()])))


@pytest.fixture(scope="module")
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"threads": 1}) as connection:
        yield connection


@cache
def asked(version: str, as_of: date) -> str:
    measures = {item.indicator.code: item.measure for item in scoring_rules(version).items}
    return sql(raw_numbers(segments(), measures, as_of, inputs(GIVEN.values)))


@settings(max_examples=40, deadline=None)
@given(st.lists(ANYTHING, min_size=1, max_size=25), st.lists(ANYTHING, max_size=12), st.sampled_from([0, 5, 120]))
@pytest.mark.parametrize("version", ["worker-2026", "company-2026"])
def test_both_faces_of_every_measure_agree(
    database: duckdb.DuckDBPyConnection, version: str, hers: list, others: list, later: int
) -> None:
    as_of = AS_OF + timedelta(days=later)
    told = {HER: placed(hers), OTHER: placed(others, OTHER, 100)}
    measures = {item.indicator.code: item.measure for item in scoring_rules(version).items}
    given_to_both = {column_of(name): [value] * 2 for name, value in GIVEN.values.items()}
    database.register("context", pa.table({"subject": [HER, OTHER], **given_to_both}))
    hold(database, [*told[HER], *told[OTHER]])
    found = {r["subject"]: r for r in fetched(database, asked(version, as_of))}
    for subject, entries in told.items():
        if not entries:
            continue
        index = index_of(Facts(subject, tuple(entries)))
        for code, one in measures.items():
            raw = one.raw(index, Sight(as_of, GIVEN))
            assert (code, raws(found[subject], code, one)) == (code, raw)
            assert one.finish(raws(found[subject], code, one), as_of) == one.finish(raw, as_of)


@st.composite
def _ledgers(draw: st.DrawFn) -> list[Entry]:
    """Facts, claims, confirmations, lapses, corrections, replacements and restrictions, in any order of saying."""
    entries: list[Entry] = []
    resting: list[str] = []
    lifted: list[str] = []
    for n in range(draw(st.integers(1, 18))):
        on = draw(st.dates(date(2026, 1, 1), date(2026, 12, 31)))
        earlier = [e.id for e in entries] or [""]
        claim = draw(st.sampled_from(["k1", "k2", "k3"]))
        what = draw(
            st.sampled_from(["fact", "fact", "claim", "claim", "newer", "confirm", "lapse", "correct", "attest", "rest", "rest", "lift"])
        )
        position = n + 1
        match what:
            case "confirm":
                made = entry("claim.confirmed", on, position=position, standing=Standing.PHONE)
                made.fact.clear["claim"] = claim
            case "lapse":
                made = entry("claim.lapsed", on, position=position)
                made.fact.clear["claim"] = claim
            case "correct" | "attest":
                kind = "correction" if what == "correct" else "attestation"
                made = entry(kind, on, position=position, of=draw(st.sampled_from(earlier)))
            case "rest":
                of = draw(st.sampled_from([*earlier, "file"]))
                resting.append(of)
                made = entry("restriction", on, position=position, of=of, case_no=f"c{len(resting)}")
            case "lift" if resting and len(lifted) < len(resting):
                lifted.append(resting[len(lifted)])
                made = entry("restriction.lifted", on, position=position, of=lifted[-1], case_no=f"c{len(lifted)}")
            case _:
                claimed = what == "claim" or (what == "newer" and draw(st.booleans()))
                made = entry(
                    "training",
                    on,
                    position=position,
                    standing=Standing.CLAIMED if claimed else Standing.TYPED,
                    claim=claim if claimed else "",
                    supersedes=draw(st.sampled_from(earlier)) if what != "fact" else "",
                    training_on=on.isoformat(),
                )
        entries.append(made)
    return entries


@cache
def standing(as_of: date | None, known_at_ms: int) -> str:
    return sql(in_force(segments(), as_of, known_at_ms).select("entry"))


@settings(max_examples=100, deadline=None)
@given(_ledgers(), st.sampled_from([None, date(2026, 4, 1), date(2026, 9, 1)]), st.sampled_from([7, 12, 17]))
def test_what_stands_by_joins_is_what_stands_by_the_fold(
    database: duckdb.DuckDBPyConnection, entries: list[Entry], as_of: date | None, known: int
) -> None:
    until = entry("training", "2026-01-01", position=known).recorded_at
    hold(database, entries)
    query = standing(as_of, round(until.timestamp() * 1000))
    found = sorted(r["entry"] for r in fetched(database, query))
    assert found == sorted(e.id for e in history.in_force(HER, entries, as_of, until).entries)


@cache
def everything(version: str, as_of: date) -> tuple[str, str, str]:
    """What is left out, what is to come, and everybody with the grounds."""
    measures = {item.indicator.code: item.measure for item in scoring_rules(version).items}
    asked = with_grounds(segments(), measures, as_of, places(), inputs((), "wanted"))
    return sql(gone(segments(), as_of)), sql(coming(segments(), as_of)), sql(asked)


@settings(max_examples=60, deadline=None)
@given(st.lists(ANYTHING, min_size=1, max_size=30), st.lists(ANYTHING, max_size=12), st.sampled_from([0, 5, 120]))
@pytest.mark.parametrize("version", ["worker-2026", "company-2026"])
def test_everybody_at_once_is_assessed_as_one_by_one(
    database: duckdb.DuckDBPyConnection, version: str, hers: list, others: list, later: int
) -> None:
    as_of = AS_OF + timedelta(days=later)
    context = Context(GIVEN.values, {"code-colour": "v1"}, {"code-colour": as_of + timedelta(days=40)})
    told = {HER: placed(hers), OTHER: placed(others, OTHER, 100)}
    hold(database, [*told[HER], *told[OTHER]])
    out, ahead, all_of_them = everything(version, as_of)
    database.execute(f"CREATE OR REPLACE TEMP TABLE gone AS {out}")
    database.register("wanted", pa.table({"subject": list(told)}))
    rows = list(fetched(database, all_of_them))
    next_on = {row["subject"]: row["next_on"] for row in fetched(database, ahead)}
    names = rows[0] if rows else {}
    columns = {name: [row[name] for row in rows] for name in names}
    columns["next_on"] = [next_on.get(row["subject"]) for row in rows]
    entries = {e.position: e for some in told.values() for e in some}
    days = [e.fact.happened_on.toordinal() - EPOCH for e in entries.values()]
    at = Places.of(list(entries), [e.id for e in entries.values()], days)
    rules = scoring_rules(version)
    found = {one.subject: one for one in assessments(columns, rules, as_of, dict.fromkeys(told, context), at)} if rows else {}
    for subject, said in told.items():
        facts = history.in_force(subject, said, as_of)
        if facts.entries:
            alone = assess(facts, context, rules, as_of)
            assert found[subject] == alone
            assert found[subject].digest == alone.digest
