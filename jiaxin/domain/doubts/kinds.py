"""记录疑点 — kinds of records that look copied or invented: what is said of them, what to look at, which part of a file rests on them.

Source  data-quality rules on fabricated and copied records; the numbers are in the rulebook of intake (`fabrication`).
Silent  about punishment: a doubt takes nothing from anybody. A part counts as unverified only after a person found its
        record mistaken or false, and until it is put right.
Not here  pictures (the desk of pictures), staged ratings (reputation), how two records are found alike (quality).
"""

from collections.abc import Mapping
from dataclasses import dataclass

_ROSTER = (
    ("profile", "residence_address"), ("profile", "household_address"), ("profile", "education"), ("profile", "job_types"), ("employment", "started_on"),
    ("health.check", "health_checked_on"), ("health.check", "health_hospital"), ("training", "training_name"), ("training", "training_hours"),
    ("training", "training_on"), ("skill.certificate", "skill_name"), ("skill.certificate", "skill_level"), ("skill.certificate", "issued_on"),
    ("insurance", "insurance_kind"), ("insurance", "insurance_from"), ("insurance", "insurance_until"),
)  # fmt: skip
_CERTIFICATE = tuple(("skill.certificate", name) for name in ("skill_number", "skill_name", "skill_level", "issued_on"))
_POLICY = tuple(("insurance", name) for name in ("insurance_policy", "insurance_kind", "insurance_from", "insurance_until"))
_ORDER = tuple(("order", name) for name in ("order_no", "service", "ordered_on", "finished_on", "status"))


@dataclass(frozen=True, slots=True)
class DoubtKind:
    """`part`: of the completeness of a file, empty where none rests on it. `shown`: (record, field), in the order of the page."""

    code: str
    label: str
    said: str
    part: str
    shown: tuple[tuple[str, str], ...]


KINDS: Mapping[str, DoubtKind] = {
    one.code: one
    for one in (
        DoubtKind("row-copied", "整行复制", "两人的登记内容几乎完全相同，像是复制的", "profile", _ROSTER),
        DoubtKind("skill-number-shared", "证书共用", "两人登记了同一个技能证书编号", "", _CERTIFICATE),
        DoubtKind("policies-in-a-row", "保单连号", "保单号连号，起保日期却前后不一，像是编的", "insurance", _POLICY),
        DoubtKind("phones-in-a-row", "手机连号", "几个人的手机号连号，像是编的", "phone", (("profile", "phone"),)),
        DoubtKind("customers-in-a-row", "客户连号", "几单的客户手机号连号，像是编的", "", _ORDER),
        DoubtKind("two-places-at-once", "同时两处", "同一时间在两家住家服务", "", _ORDER),
    )
}
ROSTER_KINDS = ("profile", "employment", "health.check", "training", "skill.certificate", "insurance")
OF_ORDERS = frozenset({"customers-in-a-row", "two-places-at-once"})
WHOSE: Mapping[str, str] = {"both": "两条都是", "first": "第一条", "second": "第二条"}
