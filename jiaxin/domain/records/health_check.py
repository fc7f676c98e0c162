"""健康体检 — a check-up of one of four classes, with the day and the last day it counts.

Source  商服贸规函〔2020〕191号 (家政服务员分类体检制度): 一般 < 居家 < 养老照护 < 母婴照护; a higher class serves
        a lower need. The period of twelve months is a rulebook number; `valid_through` is derived from it.
Silent  what the examination found is never kept: the certificate is a qualification with a validity state.
Not here  which class a trade needs (rulebooks).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Sight, Tone

KIND = Kind(
    code="health.check",
    label="健康体检",
    subject="worker",
    tone=Tone.NEUTRAL,
    basis=Basis.CONSENT,
    source="商服贸规函〔2020〕191号",
    fields=(
        Field(
            "health_class",
            "健康类别",
            "health_class",
            ("体检类别", "健康体检类别", "健康证类别", "体检类型"),
            sight=Sight.PUBLIC,
            measured=True,
            choices=("general", "live_in", "elder_care", "maternal_infant"),
            words=(
                ("一般家政服务员", "一般", "一般类"),
                ("居家家政服务员", "居家", "居家类"),
                ("养老照护服务员", "养老照护", "养老", "养老类", "养老照护类"),
                ("母婴照护服务员", "母婴照护", "母婴", "母婴类", "母婴照护类"),
            ),
        ),
        Field(
            "health_checked_on",
            "体检日期",
            "health_date",
            ("健康体检日期", "体检时间", "健康证日期", "发证日期", "健康证办理日期"),
            sight=Sight.AUTHORISED,
            measured=True,
            required=True,
        ),
        Field(
            "valid_through",
            "健康证有效期至",
            "date",
            ("健康证到期", "健康证到期日", "健康证有效期"),
            sight=Sight.PUBLIC,
            measured=True,
            derived=True,
        ),
        Field("health_hospital", "体检机构", "text", ("体检医院", "体检单位", "发证机构"), sealed=True),
    ),
    key=("health_checked_on",),
    happened="health_checked_on",
    objection="objection",
    evidence="健康证图像",
    submitters=("worker", "company", "street", "grid", "bureau"),
)
