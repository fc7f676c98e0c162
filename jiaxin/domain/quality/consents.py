"""授权检查 — no consent, a consent without a day, a consent on an older form.

Source  《个人信息保护法》第13–17、29条; rulebook: consent_form_from, consent_form_version.
Silent  about the day, where there is no consent.
"""

from jiaxin.domain.facts import Value
from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.check import CellCheck, Remark, RowCheck, RowUnderCheck
from jiaxin.domain.quality.thresholds import Limits

_SOURCE = "《个人信息保护法》第13–17、29条"
REMARKS = (
    Remark("consent-missing", Severity.ERROR, "没有签署授权书", "请先取得本人签署的授权书", _SOURCE),
    Remark("consent-date-missing", Severity.ERROR, "已签署授权书，但没有填写授权日期", "请补充签署日期", _SOURCE),
    Remark(
        "consent-old-version",
        Severity.ERROR,
        "授权书不是现行版本：{shown}",
        "请用2025版授权书重新签署",
        "授权书2025版（2025-07-01启用）",
    ),
)


def _signed(row: RowUnderCheck) -> None:
    if row.values["consent_signed"] is False:
        row.note("consent-missing", "consent_signed")
        row.retract("consent_on")


def _day_missing(row: RowUnderCheck) -> None:
    if row.values["consent_signed"] is True and row.values["consent_on"] is None and not row.codes("consent_on"):
        row.note("consent-date-missing", "consent_on")


def _old(value: Value, limits: Limits) -> str:
    return "consent-old-version" if str(value) < limits.consent_since else ""


def version_code(said: str, limits: Limits) -> tuple[str, ...]:
    """What a version named in the cell (`consent-version:2023`) means on the day of import."""
    return ("consent-old-version",) if int(said.partition(":")[2]) < limits.consent_version else ()


CHECKS = (
    CellCheck("consent-day", ("consent_on",), _old),
    RowCheck("consent-missing", ("consent_signed",), _signed),
    RowCheck("consent-date-missing", ("consent_signed", "consent_on"), _day_missing),
)
