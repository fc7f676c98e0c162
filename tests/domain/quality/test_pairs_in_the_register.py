"""成对比对 — the checks of a sheet, asked of records that stand: which two are alike."""

from datetime import date, timedelta

from jiaxin.domain.doubts.kinds import KINDS
from jiaxin.domain.doubts.pairing import _FINDERS, Pair, Record, order_pairs, roster_pairs
from jiaxin.domain.facts import Facts
from jiaxin.domain.records.kind import kinds
from tests.domain.established import entry

TODAY = date(2026, 11, 2)
COPIED = {"residence_address": "样例路1号", "household_address": "样例村1号", "education": "初中", "job_types": ["保洁"]}


def _file(subject: str, **said: object) -> Facts:
    values = {**COPIED, "phone": f"120{subject}", **said}
    paper = entry("health.check", "2026-03-01", health_checked_on="2026-03-01", health_hospital="样例医院")
    train = entry("training", "2026-02-01", training_name="岗前", training_hours="16", training_on="2026-02-01")
    return Facts(subject, (entry("profile", "2026-01-06", **values), paper, train))


def test_a_row_that_says_the_same_as_anothers_is_a_pair_and_a_neighbour_is_none() -> None:
    alike = roster_pairs({"1": _file("12000001"), "2": _file("77000001")}, TODAY)
    assert [(one.code, one.one.subject, one.other.subject) for one in alike] == [("row-copied", "2", "1")]
    differs = _file("55000001", residence_address="样例路9号", household_address="样例村9号", education="高中", job_types=["育婴"])
    assert roster_pairs({"1": _file("12000001"), "2": differs}, TODAY) == []


def _papers(kind: str, *said: dict[str, object]) -> dict[str, Facts]:
    return {str(at): Facts(str(at), (entry(kind, "2026-03-01", **one),)) for at, one in enumerate(said)}


def test_one_certificate_for_two_is_a_pair_named_by_its_entries() -> None:
    files = _papers("skill.certificate", {"skill_number": "S000000000000242000001"}, {"skill_number": "S000000000000242000001"}, {"skill_number": "S000000000000242000009"})
    (pair,) = roster_pairs(files, TODAY)
    assert pair == Pair("skill-number-shared", Record("1", files["1"].entries[0].id), Record("0", files["0"].entries[0].id))


def test_policies_in_a_row_are_pairs_when_their_days_go_to_and_fro() -> None:
    days = ("2026-03-05", "2026-01-02", "2026-04-01", "2026-02-01")
    run = _papers("insurance", *({"insurance_policy": f"PICC{7 + at:08d}", "insurance_from": day} for at, day in enumerate(days)))
    assert [(one.code, one.one.subject, one.other.subject) for one in roster_pairs(run, TODAY)] == [("policies-in-a-row", str(n), str(n - 1)) for n in (1, 2, 3)]
    group = _papers("insurance", *({"insurance_policy": f"PICC{7 + at:08d}", "insurance_from": day} for at, day in enumerate(sorted(days))))
    assert roster_pairs(group, TODAY) == [], "a group policy runs on, and its days with it"


def _order(subject: str, begun: date, home: str, service: str = "保姆"):
    told = entry("order", begun.isoformat(), service=service, ordered_on=begun.isoformat(), finished_on=(begun + timedelta(days=20)).isoformat(), status="done")
    return told.__class__(told.position, f"{subject}-{begun}", told.recorded_at, told.fact._replace(counterparty=home), told.leaf)


def test_two_families_at_once_is_a_pair_of_orders_and_old_orders_are_left() -> None:
    at_once = Facts("1", (_order("1", date(2026, 5, 1), "a"), _order("1", date(2026, 5, 9), "b")))
    (pair,) = order_pairs({"1": at_once}, {}, TODAY)
    assert pair == Pair("two-places-at-once", Record("1", "1-2026-05-09"), Record("1", "1-2026-05-01"))
    years_ago = Facts("1", (_order("1", date(2023, 5, 1), "a"), _order("1", date(2023, 5, 9), "b")))
    assert order_pairs({"1": years_ago}, {}, TODAY) == []


def test_customers_whose_phones_run_on_are_pairs() -> None:
    files = {str(n): Facts(str(n), (_order(str(n), date(2026, 5, 1 + n), f"home{n}", "保洁"),)) for n in range(5)}
    phones = {f"home{n}": f"1200000000{n}" for n in range(4)} | {"home4": "12077777777"}
    assert [(one.code, one.one.subject, one.other.subject) for one in order_pairs(files, phones, TODAY)] == [("customers-in-a-row", str(n), str(n - 1)) for n in (1, 2, 3)]


def test_every_kind_is_found_and_shows_fields_that_exist() -> None:
    assert KINDS.keys() == _FINDERS.keys()
    for one in KINDS.values():
        assert all(kinds()[record].field(field).label for record, field in one.shown), one.code
