"""公开卡片 — the frozen values that cross to the public side.

Codes, dates and counts only; the sentences are made where the page is made. Dates are local days.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from jiaxin.domain.facts import Standing


class Colour(Protocol):
    """The verdict of the colour rule: green, yellow, red, grey or withdrawn, and the last day it holds by itself."""

    @property
    def state(self) -> str: ...
    @property
    def good_until(self) -> date | None: ...


class CodeState(StrEnum):
    """码状态 — what became of the printed or live code."""

    ISSUED = "issued"
    SUSPENDED = "suspended"  # 暂停
    LOST = "lost"  # 挂失
    REPLACED = "replaced"  # 已补换
    RETIRED = "retired"  # 注销


class Withholding(StrEnum):
    """Why nothing is shown. The public learns the fact, not the story."""

    WITHDRAWN = "withdrawn"  # 本人已停止展示
    SUSPENDED = "suspended"
    LOST = "lost"
    REPLACED = "replaced"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Withheld:
    """A page without a person. `since` is shown only for her own withdrawal."""

    why: Withholding
    since: date | None = None


class CheckState(StrEnum):
    VALID = "valid"
    SOON = "soon"  # valid, but ends within the notice period
    EXPIRED = "expired"
    MISSING = "missing"
    PENDING = "pending"
    ABNORMAL = "abnormal"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was, or was not, checked.

    what    identity | health | insurance | skill
    on      day of the check or of issue;  through  last valid day
    detail  code of the class, kind or skill;  level  skill level 5 (lowest) to 1
    by      code of the method; empty when unknown
    support how well the fact is supported, `None` when nothing is held
    disputed she objects to the record this rests on, and the answer is not there yet
    """

    what: str
    state: CheckState
    on: date | None = None
    through: date | None = None
    detail: str = ""
    level: int = 0
    by: str = ""
    support: Standing | None = None
    disputed: bool = False

    @property
    def holds(self) -> bool:
        return self.state in (CheckState.VALID, CheckState.SOON)


@dataclass(frozen=True, slots=True)
class Gap:
    """What a task still lacks: `code` is identity, health, health_class, insurance …; `on` the day it ended."""

    code: str
    on: date | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """做家务 / 带孩子 / 照顾老人 — what the papers say about one use, gaps first."""

    code: str  # home | child | elder
    gaps: tuple[Gap, ...]
    declared: bool  # she offers this kind of work herself
    health: Check | None = None  # the check that serves this task


@dataclass(frozen=True, slots=True)
class Employer:
    """所属企业 — public by registration."""

    name: str
    credit_code: str


@dataclass(frozen=True, slots=True)
class Card:
    """What a scan shows. `good_until` is the first day on which it must say grey by itself."""

    masked_name: str
    state: str  # green | yellow | red | grey
    trades: tuple[str, ...]
    employer: Employer | None
    mode: str  # employee | agency | dispatched | self | gig | ""
    star: int | None
    orders: int
    upheld: int
    identity: Check
    health: Check
    insurance: Check
    skill: Check | None
    tasks: tuple[Task, ...]
    photo: str  # digest of the public thumbnail, empty when she gave none
    as_of: date
    good_until: date
    grade: str = ""  # name of the grade, where the rules make it public
    reasons: tuple[str, ...] = ()  # what the score rests on, in sentences of the indicators
    disputed: int = 0  # of the upheld complaints, how many are under objection
    legacy: bool = False  # who she is was told by an older platform alone, and nobody has checked it since


@dataclass(frozen=True, slots=True)
class PublishedPenalty:
    """行政处罚公示 — public credit information: never without document number and legal basis."""

    document_no: str
    authority: str
    legal_basis: str
    severity: str  # minor (by a decision of its own) | general | severe
    decided_on: date
    until: date  # last day of publication
    disputed: bool = False  # 异议中


@dataclass(frozen=True, slots=True)
class Honour:
    """荣誉 — held on the day of the card: its name, the code of its level, when it was awarded, the last day it holds."""

    name: str
    level: str
    awarded_on: date
    through: date


@dataclass(frozen=True, slots=True)
class CompanyCard:
    """What the company search shows. Rates are whole percent; counts are of the last twelve months."""

    name: str
    credit_code: str
    mode: str
    status: str  # active | cancelled | revoked
    star: int | None
    established_on: date | None
    workers: int  # confirmed workers
    valid_code_percent: int | None
    orders: int
    upheld: int
    pledge_signed_on: date | None
    pledge_breached: bool
    penalties: tuple[PublishedPenalty, ...]
    as_of: date
    good_until: date
    disputed: int = 0  # of the upheld complaints about the company itself, how many are under objection
    honours: tuple[Honour, ...] = ()
