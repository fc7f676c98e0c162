"""A worker as the ledger would hold her, for the tests and benchmarks of what the public may read.

Everything about her is invented and looks it: area code 340299 was never issued, phone range 165.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from jiaxin.domain.disclosure import Employer
from jiaxin.domain.facts import Channel, Entry, Fact, Facts, Provenance, Standing, Value

TODAY = date(2026, 11, 23)
NAME, ID_NUMBER, PHONE = "张秀英", "340299197503150028", "16512345678"
HOSPITAL, COMPLAINT = "样例区第二人民医院", "擦坏了我家的柜门还不认账"
FIRM = Employer("样例家安家政服务有限公司", "91340299MA00TEST0X")


@dataclass(frozen=True)
class Colour:
    state: str = "green"
    good_until: date | None = None


def fact(kind: str, on: date, standing: Standing = Standing.PHONE, claim: str = "claim-1", **fields: Value) -> Fact:
    """A fact with every field in `clear`: the cut reads both parts alike."""
    source = Provenance("ORG1", Channel.SHEET, "system:test")
    key = tuple(str(v) for k, v in fields.items() if k.endswith("_no"))
    return Fact(kind, "SUBJECT1", on, source, key=key, clear=fields, standing=standing, claim=claim)


def entries(facts: Iterable[Fact]) -> tuple[Entry, ...]:
    at = datetime(2026, 11, 1, tzinfo=UTC)
    return tuple(Entry(i, f"e{i}", at + timedelta(seconds=i), one) for i, one in enumerate(facts, 1))


def profile(name: str = NAME, trades: Iterable[str] = ("保洁", "做饭"), **more: Value) -> Fact:
    return fact(
        "profile", date(2026, 10, 8), name=name, id_number=ID_NUMBER, phone=PHONE, job_types=list(trades),
        residence_address="样例区样例路 7 号 302 室", collected_on="2026-10-08", **more,
    )  # fmt: skip


def identity(result: str = "passed", on: str = "2026-10-08", **more: Value) -> Fact:
    day = date.fromisoformat(on)
    fields = {"result": result, "method": "公安核验", "checked_on": on} | more
    return fact("identity.check", day, Standing.OFFICIAL, "", **fields)


def health(kind: str = "general", on: str = "2025-12-02", through: str = "2026-12-01") -> Fact:
    return fact(
        "health.check", date.fromisoformat(on), Standing.ORIGINAL,
        health_class=kind, health_checked_on=on, valid_through=through, health_hospital=HOSPITAL,
    )  # fmt: skip


def insurance(on: str = "2026-03-02", until: str = "2027-03-01") -> Fact:
    return fact(
        "insurance", date.fromisoformat(on),
        insurance_kind="家政责任险", insurance_policy="PSAMPLE0001", insurance_from=on, insurance_until=until,
    )  # fmt: skip


def consent(on: str = "2026-10-08", withdrawn: str = "") -> Fact:
    day = date.fromisoformat(on)
    return fact("consent", day, signed_on=on, text_version="1", **({"withdrawn_on": withdrawn} if withdrawn else {}))


def skill(level: int = 3, name: str = "家政服务员") -> Fact:
    return fact(
        "skill.certificate", date(2025, 5, 6), Standing.ORIGINAL,
        skill_name=name, skill_level=level, skill_number="S000034000123255000001", issued_on="2025-05-06",
    )  # fmt: skip


def order(number: int, on: str = "2026-06-01", status: str = "done") -> Fact:
    day = date.fromisoformat(on)
    return fact(
        "order", day, Standing.TYPED, "", order_no=f"DD{number:04d}", status=status, ordered_on=on, finished_on=on
    )


def finding(number: int, upheld: bool = True, on: str = "2026-07-01") -> Fact:
    return fact(
        "complaint.finding", date.fromisoformat(on), Standing.TYPED, "",
        complaint_no=f"TS{number:04d}", upheld=upheld, severity="general", decided_on=on,
    )  # fmt: skip


def complaint(number: int, text: str = COMPLAINT) -> Fact:
    return fact("complaint", date(2026, 6, 20), Standing.TYPED, "", complaint_no=f"TS{number:04d}", text=text)


def employment(mode: str = "employee") -> Fact:
    return fact("employment", date(2024, 3, 1), employment_mode=mode, started_on="2024-03-01")


def worker(*more: Fact, without: Iterable[str] = ()) -> Facts:
    """A worker whose papers are in order for housework; `without` leaves kinds out, `more` adds facts."""
    base = [profile(), consent(), identity(), health(), insurance(), skill(), employment()]
    base += [order(n) for n in range(86)]
    left = frozenset(without)
    return Facts("SUBJECT1", entries([f for f in base if f.kind not in left] + list(more)))
