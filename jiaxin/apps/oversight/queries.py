"""建档进度 — coverage and completeness by street, every rate with the base it rests on.

Unit    persons; rates in tenths of a per cent, rounded down, so that 100 % means all.
Source  KPI definitions of the district: 建档率 over a dated baseline; 完整率 counts a document that has run out
        as empty. ASSUMED: all parts of a file weigh the same.
Silent  a street without a baseline has no 建档率: it is not nought.
Not here  scores, what a single file lacks (registry).
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from jiaxin.apps.oversight.assessing import Standing as Standing
from jiaxin.apps.oversight.assessing import assessments as assessments
from jiaxin.apps.oversight.bases import Base
from jiaxin.apps.oversight.bases import bases as bases_of
from jiaxin.apps.oversight.company_quality import company_quality as company_quality
from jiaxin.apps.oversight.counting import MATTER_FIGURES as MATTER_FIGURES
from jiaxin.apps.oversight.counting import SIZES as SIZES
from jiaxin.apps.oversight.counting import last_stale as last_stale
from jiaxin.apps.oversight.counting import matters_counted as matters_counted
from jiaxin.apps.oversight.firm_counting import called as called
from jiaxin.apps.oversight.firm_counting import paper_of as paper_of
from jiaxin.apps.oversight.forecasting import forecasts as forecasts
from jiaxin.apps.oversight.holding import status as status
from jiaxin.apps.oversight.letters import letter_pack as letter_pack
from jiaxin.apps.oversight.lookups import lookup_figures as lookup_figures
from jiaxin.apps.oversight.members import Entered as Entered
from jiaxin.apps.oversight.members import awaiting_company as awaiting_company
from jiaxin.apps.oversight.members import every_membership as every_membership
from jiaxin.apps.oversight.members import members as members
from jiaxin.apps.oversight.members import memberships_of as memberships_of
from jiaxin.apps.oversight.opening import Opened as Opened
from jiaxin.apps.oversight.opening import Table as Table
from jiaxin.apps.oversight.opening import opened as opened
from jiaxin.apps.oversight.outlines import street_map as street_map
from jiaxin.apps.oversight.packing import basis_of as basis_of
from jiaxin.apps.oversight.packing import pack_of as pack_of
from jiaxin.apps.oversight.posters import communities as communities
from jiaxin.apps.oversight.posters import drive as drive
from jiaxin.apps.oversight.posters import drive_effect as drive_effect
from jiaxin.apps.oversight.posters import drives as drives
from jiaxin.apps.oversight.posters import poster_pdf as poster_pdf
from jiaxin.apps.oversight.printing import as_docx as as_docx
from jiaxin.apps.oversight.printing import as_pdf as as_pdf
from jiaxin.apps.oversight.printing import as_xlsx as as_xlsx
from jiaxin.apps.oversight.pushing import Push as Push
from jiaxin.apps.oversight.pushing import keep_for_paper as keep_for_paper
from jiaxin.apps.oversight.pushing import own_runs as own_runs
from jiaxin.apps.oversight.pushing import push as push
from jiaxin.apps.oversight.pushing import push_paper as push_paper
from jiaxin.apps.oversight.pushing import pushes as pushes
from jiaxin.apps.oversight.pushing import told_of as told_of
from jiaxin.apps.oversight.pushing import told_of_all as told_of_all
from jiaxin.apps.oversight.snapshots import Counting as Counting
from jiaxin.apps.oversight.snapshots import counted_now as counted_now
from jiaxin.apps.oversight.snapshots import kept as kept
from jiaxin.apps.oversight.snapshots import kept_ones as kept_ones
from jiaxin.apps.oversight.snapshots import trend as trend
from jiaxin.apps.oversight.surveys import Results as Results
from jiaxin.apps.oversight.surveys import own_survey as own_survey
from jiaxin.apps.oversight.surveys import survey_results as survey_results
from jiaxin.apps.oversight.tasks import LEADS as LEADS
from jiaxin.apps.oversight.tasks import open_tasks as open_tasks
from jiaxin.apps.oversight.tasks import tasks as tasks
from jiaxin.apps.oversight.topics import topic_kept as topic_kept
from jiaxin.apps.oversight.topics import topic_pack as topic_pack
from jiaxin.apps.oversight.topics import topics_kept as topics_kept
from jiaxin.apps.oversight.topics import topics_open_to as topics_open_to
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.completeness import PARTS
from jiaxin.domain.figures.pushes import Run as Run

DEFINITIONS = (
    ("建档率", "本人已确认且未撤回授权的家政服务员 ÷ 最近一次摸底人数。没有摸底底数的街道不计算，不写作零。"),
    ("完整率", f"已建档人员的 {len(PARTS)} 项资料中，已有且在有效期内的项数 ÷ 应有项数；过期的按没有计算。"),
    ("核验率", "身份经公安核验一致的人数 ÷ 已建档人数。"),
    ("绿码率", "证照齐全（绿码）的人数 ÷ 已建档人数。"),
    ("街道归属", "按居住地址中的街道归属；地址未写明街道的列入“未分街道”。"),
)
ELSEWHERE = "未分街道"


@dataclass(frozen=True, slots=True)
class Street:
    """One line of the league table."""

    code: str
    name: str
    base: Base | None
    filed: int
    awaiting: int
    verified: int
    green: int
    parts_there: int
    lacking: int  # of those filed, how many lack something

    @property
    def coverage(self) -> int | None:
        return _share(self.filed, self.base.count) if self.base else None

    @property
    def completeness(self) -> int | None:
        return _share(self.parts_there, self.filed * len(PARTS))

    @property
    def verified_share(self) -> int | None:
        return _share(self.verified, self.filed)

    @property
    def green_share(self) -> int | None:
        return _share(self.green, self.filed)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The district and its streets, the best covered first; those without a base last.

    comparable  figures of the streets that have a base: the 建档率 of the district is over these alone
    """

    on: date
    district: Street
    comparable: Street
    streets: tuple[Street, ...]
    missing: tuple[tuple[str, int], ...]  # label of a part, how many filed workers lack it


def coverage(on: date, street: str = "", company: str = "") -> Coverage:
    """As of the last projection; `street` or `company` cut it down to one."""
    names = registry.regions("street", on)
    bases = {} if company else bases_of(names, on)
    tallies = registry.tallies(street, company)
    shown = [code for code in names if not street or code == street]
    lines = [_line(code, names[code], bases.get(code), [t for t in tallies if t.street == code]) for code in shown]
    if rest := [t for t in tallies if t.street not in names]:
        lines.append(_line("", ELSEWHERE, None, rest))
    lines.sort(key=lambda one: (one.coverage is None, -(one.coverage or 0), one.code == "", one.code))
    lacking: Counter[str] = Counter()
    for tally in tallies:
        if tally.confirmed and not tally.withdrawn:
            lacking.update(dict.fromkeys(tally.missing, tally.workers))
    missing = tuple((PARTS[part], count) for part, count in lacking.most_common() if part in PARTS)
    with_base = [line for line in lines if line.base]
    return Coverage(on, _sum(lines, "全区"), _sum(with_base, "有底数的街道"), tuple(lines), missing)


def _line(code: str, name: str, base: Base | None, tallies: list[registry.Tally]) -> Street:
    filed = [t for t in tallies if t.confirmed and not t.withdrawn]
    return Street(
        code,
        name,
        base,
        filed=sum(t.workers for t in filed),
        awaiting=sum(t.workers for t in tallies if t.claimed),
        verified=sum(t.workers for t in filed if t.verified),
        green=sum(t.workers for t in filed if t.colour == "green"),
        parts_there=sum(t.workers * (len(PARTS) - len(t.missing)) for t in filed),
        lacking=sum(t.workers for t in filed if t.missing),
    )


def _sum(lines: list[Street], name: str) -> Street:
    bases = [line.base for line in lines if line.base]
    base = Base(sum(b.count for b in bases), min(b.on for b in bases), "") if bases else None
    return Street(
        "",
        name,
        base,
        filed=sum(line.filed for line in lines),
        awaiting=sum(line.awaiting for line in lines),
        verified=sum(line.verified for line in lines),
        green=sum(line.green for line in lines),
        parts_there=sum(line.parts_there for line in lines),
        lacking=sum(line.lacking for line in lines),
    )


def _share(part: int, whole: int) -> int | None:
    return 1000 * part // whole if whole else None
