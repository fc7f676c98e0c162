"""社区服务 — an hour given to the community, or honesty carried to its doors: what, when, how long, for whom.

Unit    whole hours.
Source  community time banks (one hour as the unit): service, taker and duration are on record before anything is earned.
Silent  no score, grade, card or list reads it; only the book of points does.
Not here  what it earns (rulebooks/points-*.toml), the book (points.moved).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Tone

KIND = Kind(
    code="community.service",
    label="社区服务",
    subject="worker",
    tone=Tone.FAVOURABLE,
    basis=Basis.TRANSACTION,
    source="本区社区积分规则",
    fields=(
        Field(
            "service_kind",
            "社区服务类别",
            "choice",
            required=True,
            choices=("help", "outreach"),
            words=(("公益服务", "志愿服务"), ("社区诚信宣传", "诚信宣传")),
        ),
        Field("served_on", "社区服务日期", "date", required=True),
        Field("service_hours", "社区服务时长", "whole_number", unit="小时", required=True, bounds=(1, 12)),
        Field("organiser", "组织单位", "text", required=True),
    ),
    key=("served_on", "service_kind", "organiser"),
    happened="served_on",
    objection="objection",
    evidence="签到表、组织单位证明",
    submitters=("street", "bureau"),
)
