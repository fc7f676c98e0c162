"""列内容 — does what stands under a heading look like what the heading promises?

A sample of the column is read with the reader of the candidate field. Readers of closed forms (identity
number, phone, code, date, vocabulary) tell by themselves; for free text there are patterns that a column
of such text shows: a usual surname, a word such as 公司 or 医院, a place name.
"""

import re
from collections.abc import Callable, Sequence

from jiaxin.domain.sheets.source import Cell
from jiaxin.domain.values import names
from jiaxin.domain.values.readers import Reader
from jiaxin.domain.values.text import is_filler, means_nothing, plain

SAMPLE = 200  # rows looked at
STRONG = frozenset(
    {"id_number", "phone", "company_phone", "credit_code", "sex", "education", "employment_mode", "job_types", "health_class"}
    | {"skill_number", "skill_level", "insurance_kind", "consent", "yes_no", "choice"}
)
DATES = frozenset({"date", "month_or_date", "health_date", "datetime"})
AMOUNTS = frozenset({"hours", "money_fen", "whole_number", "decimal", "stars"})

_BLANKS = re.compile(r"[\s\-]+")
_COMPANY = re.compile(r"公司|中心|合作社|服务部|服务社|服务站|经营部|门店|商行|店\Z|集团|企业|协会|学校")
_HOSPITAL = re.compile(r"医院|卫生院|疾控|体检|门诊|保健院|诊所|中心")
_ADDRESS = re.compile(r"省|市|区|县|镇|乡|村|街道|路|社区|小区|号|室|栋|幢|单元")
_POLICY = re.compile(r"[A-Za-z0-9\-]{8,}\Z")
_INSURANCE = re.compile(r"险[种类]?\Z|工伤|责任险|意外险")
_SKILLS = re.compile(r"员|师|工|证|技能|护理|家政")
_COURSES = re.compile(
    r"培训|课|班|技能|护理|安全|礼仪|提升|知识|急救|照护|照料|收纳|保洁|清洁|烹饪|营养|育婴|母婴|产后|法律|法规|职业|道德|实操|理论|实务|基础|消防|消毒|家政|岗前|回炉"
)

_PERSON = re.compile(r"[^\W\d_a-zA-Z]{2,4}(?:\W|\d|\Z)|[^\W\d_a-zA-Z]{1,2}·")
# the form of a number that has one, however wrong the number may be: errors are for the checks to find
_FORMS = {
    "id_number": re.compile(r"[\dXx*OoIl]{14,19}\Z|\d\.\d+[eE]\+?1[4-8]\Z"),
    "phone": re.compile(r"(?:\+?0{0,2}86)?1[\dOoIl]{9,11}(?:\.0)?(?:\D+1\d{10})?\Z|0\d{2,3}\d{7,8}\Z"),
    "company_phone": re.compile(r"(?:\+?0{0,2}86)?1[\dOoIl]{9,11}(?:\.0)?(?:\D+1\d{10})?\Z|\(?0\d{2,3}\)?\d{7,8}(?:\D*\d{1,6})?\Z|[48]00\d{7}\Z"),
    "credit_code": re.compile(r"(?!\d{17}[\dX]\Z)[1-9A-Z][0-9A-Z]{16,17}\Z"),
    "skill_number": re.compile(r"[A-Z]{1,2}[\dO-]{19,21}\Z|\d{16}\Z"),
}

_LOOKS: dict[str, Callable[[str], bool]] = {
    "company": lambda t: _COMPANY.search(t) is not None,
    "hospital": lambda t: _HOSPITAL.search(t) is not None,
    "address": lambda t: len(t) > 4 and _ADDRESS.search(t) is not None,
    "person": lambda t: _PERSON.match(names.normal(t)) is not None and t.strip()[0] in names.SURNAMES,
    "policy": lambda t: _POLICY.match(t) is not None and any(c.isdigit() for c in t),
    "insurance": lambda t: _INSURANCE.search(t) is not None,
    "skill": lambda t: _SKILLS.search(t) is not None and not t.isdigit(),
    "course": lambda t: _COURSES.search(t) is not None,
}


def filled(cells: Sequence[Cell]) -> list[Cell]:
    """Cells with something to say; 无 and 待补 say nothing."""
    return [
        c
        for c in cells
        if c is not None and (text := plain(c)) and not means_nothing(text) and not (len(text) < 8 and is_filler(text))
    ]


def fit(cells: Sequence[Cell], reads: str, reader: Reader, looks: str = "") -> float:
    """Share of the filled cells that the field can take, 0 for an empty column."""
    some = filled(cells)
    if not some:
        return 0.0
    good = 0
    for cell in some:
        if reads in _FORMS:
            good += _FORMS[reads].match(_BLANKS.sub("", plain(cell)).upper()) is not None
        elif looks in _LOOKS:
            good += _LOOKS[looks](plain(cell))
        elif reads == "consent":
            good += _says_yes_or_no(cell)
        else:
            value, codes = reader(cell)
            good += value is not None and not [c for c in codes if not c.startswith(("phone-multiple", "usc-inner"))]
    return good / len(some)


def _says_yes_or_no(cell: Cell) -> bool:
    """The reader takes anything for no; a column of consents is recognised by its words."""
    return (
        re.match(r"是|否|已|未|待|有|无|同意|不|√|✔|✓|×|✗|y|n|签", plain(cell).lower()) is not None
        and len(plain(cell)) <= 12
    )


def strength(reads: str, looks: str = "") -> int:
    """3: the content alone nearly tells the field; 2: it tells the family; 1: it excludes some; 0: anything fits."""
    if reads in ("id_number", "credit_code", "phone", "company_phone", "skill_number"):
        return 3
    if reads in STRONG or looks in ("company", "hospital", "address", "person"):
        return 2
    return 1 if reads in DATES or reads in AMOUNTS or looks else 0
