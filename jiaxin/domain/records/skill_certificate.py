"""技能证书 — a vocational skill certificate: name, level 1 (highest) to 5, number.

Source  职业技能等级证书编码规则 (22 characters; the former 国家职业资格证书 has 16 digits). There is no check digit:
        only the national query site proves it, so `verified_by` says how it was verified, or is empty.
Window  counts from the day of issue; where only the number is known, from its year.
Not here  the pattern of the number (values), what a level is worth (rulebooks).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Sight, Tone

KIND = Kind(
    code="skill.certificate",
    label="技能证书",
    subject="worker",
    tone=Tone.FAVOURABLE,
    basis=Basis.CONSENT,
    source="国家职业技能标准 4-10-01-06 家政服务员（2019年版）",
    fields=(
        Field(
            "skill_name",
            "证书名称",
            "text",
            ("技能证书名称", "技能证书", "职业资格名称", "职业（工种）", "证书"),
            sight=Sight.PUBLIC,
        ),
        Field(
            "skill_level",
            "等级",
            "skill_level",
            ("技能等级", "证书等级", "技能证书等级", "职业等级", "证书级别"),
            unit="级",
            sight=Sight.PUBLIC,
            measured=True,
            bounds=(1, 5),
        ),
        Field(
            "skill_number",
            "证书编号",
            "skill_number",
            ("技能证书编号", "证书号", "证书号码", "职业资格证书编号", "技能证书号"),
            sealed=True,
        ),
        Field(
            "issued_on", "发证日期", "date", ("证书日期", "颁证日期", "证书发证日期"), sight=Sight.PUBLIC, measured=True
        ),
        Field(
            "verified_by",
            "证书核验方式",
            "choice",
            ("证书核验",),
            sight=Sight.PUBLIC,
            choices=("none", "site", "interface"),
            words=(("未验", "未核验"), ("官网人工核验", "官网核验"), ("接口核验",)),
        ),
    ),
    key=("skill_number",),
    happened="issued_on",
    objection="objection",
    evidence="证书图像",
    submitters=("worker", "company", "street", "grid", "trainer", "association", "department:labour", "bureau"),
)
