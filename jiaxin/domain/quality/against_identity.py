"""身份信息比对 — sex, birth date and start of work against the identity number.

Source  GB 11643-1999 (digit 17 odd = male, digits 7–14 birth date); 《劳动法》第15条 for work before 16.
Silent  about a start in the very month of the 16th birthday: most starts are written as a month.
"""

from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.check import Remark, RowCheck, RowUnderCheck
from jiaxin.domain.values.dates import years_later
from jiaxin.domain.values.identity_number import birth_of, sex_of

_DO_THIS = "请对照身份证原件，改正其中错误的一项"
REMARKS = (
    Remark("gender-id-mismatch", Severity.ERROR, "性别“{shown}”与身份证号不一致", _DO_THIS, "GB 11643-1999"),
    Remark("birth-id-mismatch", Severity.ERROR, "出生日期 {shown} 与身份证号不一致", _DO_THIS, "GB 11643-1999"),
    Remark(
        "started-before-16",
        Severity.WARNING,
        "从业起始时间 {shown} 早于16周岁",
        "请核对从业起始年月",
        "《劳动法》第15条",
    ),
    Remark("gender-unknown", Severity.WARNING, "性别无法识别：{shown}", "请填写“男”或“女”", "信用档案字段表"),
)


def _sex(row: RowUnderCheck) -> None:
    number, said = row.values["id_number"], row.values["gender"]
    if number and said and sex_of(str(number)) != said:
        row.note("gender-id-mismatch", "gender")


def _birth(row: RowUnderCheck) -> None:
    number, said = row.values["id_number"], row.values["birth_date"]
    if number and said and birth_of(str(number)) != said:
        row.note("birth-id-mismatch", "birth_date")


def _started(row: RowUnderCheck) -> None:
    number, started = row.values["id_number"], row.values["started_on"]
    if number and started:
        of_age = years_later(birth_of(str(number)), row.limits.working_age)
        if str(started) < of_age[:8] + ("01" if str(started).endswith("-01") else of_age[8:]):
            row.note("started-before-16", "started_on")


CHECKS = (
    RowCheck("gender-id-mismatch", ("id_number", "gender"), _sex),
    RowCheck("birth-id-mismatch", ("id_number", "birth_date"), _birth),
    RowCheck("started-before-16", ("id_number", "started_on"), _started),
)
