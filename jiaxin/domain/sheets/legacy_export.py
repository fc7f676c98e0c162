"""原平台导出 — the export of the platform that the district used before: who, where, and the code she carried.

One row is one worker. What the old platform calls verified, scored or insured is kept as it says (legacy.record) and
states nothing here: no check-up, no certificate, no insurance, no check of identity follows from this sheet. Her data
and her work are claims until she confirms, and stay 未核验 after that.

Source  values.old_code for codes that lead nowhere.
"""

from jiaxin.domain.sheets import worker_roster
from jiaxin.domain.sheets.sheet import Column, Draft, Setting, SheetKind, Values
from jiaxin.domain.values.identity_number import birth_of, sex_of

_FROM_THE_ROSTER = (
    "name", "id_number", "gender", "birth_date", "phone", "residence_address", "company_credit_code", "company_name",
    "employment_mode", "job_types", "started_on", "remark",
)  # fmt: skip

COLUMNS = (
    Column("old_code", "legacy.record.old_code", required=True, nothing=False),
    Column("legacy_platform", "legacy.record.legacy_platform"),
    Column("legacy_verified", "legacy.record.legacy_verified", topic=r"(?:实名|身份)?(?:核验|认证)(?:状态|结果|情况)"),
    Column("legacy_score", "legacy.record.legacy_score"),
    Column("legacy_orders", "legacy.record.legacy_orders"),
    Column("legacy_complaints", "legacy.record.legacy_complaints"),
    Column("legacy_health", "legacy.record.legacy_health"),
    Column("legacy_insurance", "legacy.record.legacy_insurance"),
    Column("legacy_certificate", "legacy.record.legacy_certificate"),
    Column("exported_on", "legacy.record.exported_on"),
    *(column for column in worker_roster.COLUMNS if column.name in _FROM_THE_ROSTER),
)


def _complete(values: Values, setting: Setting, drafts: list[Draft]) -> list[Draft]:
    """Sex and birth date follow from the number; everything happened on the day of the export, where that is told."""
    number = str(values.get("id_number") or "")
    made = []
    for draft in drafts:
        if draft.kind == "profile" and number:
            draft = draft._replace(sealed={"gender": sex_of(number), "birth_date": birth_of(number)} | dict(draft.sealed))
        made.append(draft)
    return made


SHEET = SheetKind(
    code="legacy-export",
    label="原平台导出",
    columns=COLUMNS,
    titles=("原平台", "旧平台", "老系统", "原系统", "导出数据", "数据交接", "历史数据"),
    requires=(("old_code", "name"), ("old_code", "id_number"), ("old_code", "phone")),
    anchors=("name", "id_number", "old_code"),
    checks=(
        "name-id-swapped",
        "id-phone-swapped",
        "name-missing",
        "id-missing",
        "phone-missing",
        "abolished-area",
        "gender-id-mismatch",
        "birth-id-mismatch",
        "date-future",
        "started-before-16",
        "old-code-form",
        "old-code-shared",
        "name-id-mismatch",
        "address-length",
        "remark-length",
        "formula-text",
        "duplicate-person",
        "phone-shared",
    ),
    states=("profile", "employment", "legacy.record"),
    composes=_complete,
    legacy=True,
)
