"""技能证书检查 — form of the number, level and year in it, one number for two workers.

Source  coding rules of the skill certificate register: characters 14–15 year, character 16 level.
"""

from jiaxin.domain.facts import Value
from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.check import CellCheck, Memory, Pairing, Remark, RowCheck, RowUnderCheck, SaidRow, SheetCheck
from jiaxin.domain.quality.known import Known
from jiaxin.domain.quality.thresholds import Limits
from jiaxin.domain.values import skill_number

_SOURCE = "职业技能等级证书编码规则"
REMARKS = (
    Remark(
        "skill-number-pattern",
        Severity.ERROR,
        "证书编号形式不对：{shown}",
        "应为 Y 或 S 加21位数字，或旧国家职业资格证书的16位数字；请对照证书填写",
        _SOURCE,
    ),
    Remark(
        "skill-level-mismatch",
        Severity.ERROR,
        "等级“{shown}”与证书编号第16位不一致",
        "请对照证书，改正等级或编号",
        _SOURCE,
    ),
    Remark("skill-number-future", Severity.ERROR, "证书编号中的年份晚于今年：{shown}", "请对照证书核对编号", _SOURCE),
    Remark(
        "skill-number-shared",
        Severity.ERROR,
        "证书编号 {shown} 被不同人员使用",
        "一个编号只属于一个人，请各自对照证书核对",
        _SOURCE,
    ),
    Remark(
        "level-unknown",
        Severity.WARNING,
        "等级无法识别：{shown}",
        "请填写一级至五级（或高级技师、技师、高级工、中级工、初级工）",
        _SOURCE,
    ),
)


def _future(value: Value, limits: Limits) -> str:
    year = skill_number.year_of(str(value))
    return "skill-number-future" if year is not None and year > limits.year else ""


def _level(row: RowUnderCheck) -> None:
    number, level = row.values["skill_number"], row.values["skill_level"]
    if number and level:
        told = skill_number.level_of(str(number))
        if told is not None and told != level:
            row.note("skill-level-mismatch", "skill_level")


class _Holders:
    """certificate number → its first holder; those with more are kept apart."""

    def __init__(self, limits: Limits, known: Known) -> None:
        self._known = known.certificates
        self._first: dict[str, str] = {}
        self._shared: set[str] = set()
        self._place: dict[str, int] = {}
        self._mates: dict[int, int] = {}

    def collect(self, row: SaidRow) -> None:
        number, holder = row.values.get("skill_number"), row.values.get("id_number")
        if not number or not holder:
            return
        first = self._place.setdefault(str(number), row.place)
        if self._first.setdefault(str(number), str(holder)) != holder:
            self._shared.add(str(number))
            self._mates[row.place] = first

    def look(self, row: RowUnderCheck) -> None:
        number = row.values.get("skill_number")
        if not number:
            return
        filed = self._known.get(str(number))
        holder = row.values.get("id_number")
        if str(number) in self._shared or (filed is not None and holder is not None and filed != holder):
            row.note("skill-number-shared", "skill_number")

    def mates(self) -> dict[int, int]:
        return self._mates


def _holders(limits: Limits, known: Known) -> Memory:
    return _Holders(limits, known)


def pairing(limits: Limits, known: Known) -> Pairing:
    """For rows of the register."""
    return _Holders(limits, known)


CHECKS = (
    CellCheck("skill-number-future", ("skill_number",), _future),
    RowCheck("skill-level-mismatch", ("skill_number", "skill_level"), _level),
    SheetCheck("skill-number-shared", ("skill_number", "id_number"), _holders, ("skill_number", "id_number")),
)
