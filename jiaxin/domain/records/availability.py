"""可服务时间 — the days of the week on which she can be with a family, and whether she can live in.

Source  她自己说的; 《个人信息保护法》第6条 (nothing finer than days: no hours, no whereabouts).
Window  the latest statement replaces the older ones.
Silent  somebody who has said nothing is not left out of a search: she is asked first.
Not here  orders that take her days (order), who suits whom (domain/matching).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Tone

KIND = Kind(
    code="availability",
    label="可服务时间",
    subject="worker",
    tone=Tone.NEUTRAL,
    basis=Basis.CONSENT,
    source="《个人信息保护法》第6条；本人登记",
    fields=(
        Field(
            "weekdays",
            "可服务的日子",
            "choice",
            ("可服务时间", "可上门日", "可上门时间"),
            required=True,
            many=True,
            choices=("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
            words=(
                ("周一", "星期一"), ("周二", "星期二"), ("周三", "星期三"), ("周四", "星期四"),
                ("周五", "星期五"), ("周六", "星期六"), ("周日", "星期日", "星期天"),
            ),
        ),
        Field("lives_in", "可以住家", "yes_no", ("住家",)),
    ),
    submitters=("worker",),
)  # fmt: skip
