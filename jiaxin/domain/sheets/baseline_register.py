"""摸底名册 — the people a street counted on a day: the dated denominator of 建档率.

Rows name persons so that nobody is counted twice and those without a file can be visited; what enters the
ledger is the number of persons per street, community and day (`counts`), never the list itself. Masked or
missing identity numbers are for the resolver.

Source  KPI definition of 建档率: base and date are shown with the rate.
Not here  filing these people (worker roster, field visits).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from jiaxin.domain.sheets.people import ID_NUMBER, NAME, PHONE
from jiaxin.domain.sheets.sheet import Column, Draft, Setting, SheetKind, Values


def compose(values: Values, setting: Setting, drafts: list[Draft]) -> list[Draft]:
    """No facts about persons: see `counts`."""
    return []


def counts(rows: Iterable[Values], source_name: str) -> list[Draft]:
    """One draft per street, community and day, from the accepted rows of a file. Unit: persons."""
    found: Counter[tuple[str, str, str]] = Counter()
    for values in rows:
        found[(str(values["street"]), str(values.get("community") or ""), str(values["baseline_on"]))] += 1
    drafts = []
    for (street, community, day), count in sorted(found.items()):
        clear: dict[str, str | int] = {"street": street, "baseline_on": day, "count": count, "source_name": source_name}
        if community:
            clear["community"] = community
        key = (street, community, day)
        drafts.append(Draft("baseline", "region", date.fromisoformat(day), key, clear, {}, {}))
    return drafts


SHEET = SheetKind(
    code="baseline-register",
    label="摸底名册",
    titles=("摸底", "底数", "普查"),
    requires=(("baseline_on", "street", "name"),),
    anchors=("name", "id_number"),
    columns=(
        Column(
            "street",
            "baseline.street",
            reads="text",
            topic=r"(?:所属|所在)?(?:街道|镇街|街镇|乡镇|镇)(?:乡镇|街道)?(?:名称)?",
        ),
        Column(
            "community",
            "baseline.community",
            reads="text",
            topic=r"(?:所属|所在)?(?:社区|村居|村社区|居委会|村)(?:居|村|居委会)?(?:名称)?",
        ),
        Column(
            "grid",
            label="网格",
            reads="text",
            aliases=("所属网格", "网格编号"),
            topic=r"(?:所属|所在)?网格(?!员|长)(?:名称|编号|编码|号)?",
        ),
        replace(NAME, nothing=False),
        ID_NUMBER,
        PHONE,
        Column("job_types", "profile.job_types"),
        Column(
            "baseline_on",
            "baseline.baseline_on",
            required=True,
            topic=r"(?:摸底|摸排|调查|统计|普查|排查)(?:登记|统计)?(?:日期|时间|日)",
        ),
        Column("source_name", "baseline.source_name", topic=r"(?:底数|信息|数据|名单)?来源"),
    ),
    checks=(
        "name-missing",
        "id-to-resolver",
        "street-missing",
        "duplicate-person",
        "duplicate-suspected",
        "date-future",
    ),
    composes=compose,
)
