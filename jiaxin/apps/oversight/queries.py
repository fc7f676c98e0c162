"""How is the district doing? Counts with their denominators; every figure says its base and its day."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import actions as registry_actions
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.completeness import PARTS

DEFINITIONS = (
    ("建档率", "本人已确认的档案数 ÷ 摸底人数。摸底人数取最近一次摸底名册，注明日期；没有摸底的街道不算比率。"),
    ("完整率", "已填且在有效期内的项目数 ÷ 应有项目数，过期的证件按没有计算。只算已确认的档案。"),
    ("核验率", "身份经公安核验一致的档案 ÷ 已确认的档案。"),
    ("绿码率", "证照齐全的档案 ÷ 已确认的档案。"),
)


@dataclass(frozen=True, slots=True)
class StreetRow:
    """Coverage and completeness of one street. Shares in per cent, None where there is no base."""

    code: str
    name: str
    base: int
    base_on: date | None
    confirmed: int
    awaiting: int
    covered: int | None
    complete: int | None
    verified: int | None
    green: int | None


def coverage(today: date) -> list[StreetRow]:
    """One row a street, the best covered first; workers without a known street come last."""
    streets = registry.regions("street", today)
    lines = registry.all_file_lines()
    rows = [_row(code, name, [x for x in lines if x.street == code], today) for code, name in streets.items()]
    elsewhere = [x for x in lines if x.street not in streets]
    rows.sort(key=lambda r: (-(r.covered if r.covered is not None else -1), r.code))
    if elsewhere:
        rows.append(_row("", "住址不在本区或未登记", elsewhere, today))
    return rows


def _row(code: str, name: str, lines: list[registry.FileLine], today: date) -> StreetRow:
    filed = [x for x in lines if x.confirmed and not x.withdrawn]
    base, base_on = _baseline(name, today) if code else (0, None)
    missing = Counter(part for x in filed for part in x.missing)
    filled = len(PARTS) * len(filed) - sum(missing.values())
    return StreetRow(
        code=code,
        name=name,
        base=base,
        base_on=base_on,
        confirmed=len(filed),
        awaiting=sum(x.claimed for x in lines),
        covered=_share(len(filed), base),
        complete=_share(filled, len(PARTS) * len(filed)),
        verified=_share(sum("identity" not in x.missing for x in filed), len(filed)),
        green=_share(sum(x.colour == "green" for x in filed), len(filed)),
    )


def _baseline(street: str, today: date) -> tuple[int, date | None]:
    """Persons counted by the latest baseline register of a street."""
    facts = ledger.facts_about(registry_actions.place_of(street), as_of=today, opened=False).of("baseline")
    days = [e.fact.happened_on for e in facts]
    if not days:
        return 0, None
    latest = max(days)
    return sum(int(str(e.get("count") or 0)) for e in facts if e.fact.happened_on == latest), latest


def _share(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None
