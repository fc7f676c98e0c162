"""评价 — stars and words of families about closed orders, from a company's call-backs or a platform.

Every rating belongs to an order: without a number it is refused. A rating after the rulebook's days still
lands, with a remark.

Source  《广东省家政服务条例》 Art. 9; one rating per closed order.
Not here  ratings given by scan (they come from the phone), suspicion of fakes (reputation).
"""

from jiaxin.domain.sheets.narrowing import only
from jiaxin.domain.sheets.sheet import Column, SheetKind

SHEET = SheetKind(
    code="ratings",
    label="评价",
    titles=("评价", "回访", "满意度", "评分"),
    requires=(("stars", "rated_on"),),
    anchors=("order_no", "name", "text", "rated_on"),
    columns=(
        Column("order_no", "rating.order_no"),
        Column("name", "profile.name", personal=True),
        Column("id_number", "profile.id_number", personal=True),
        Column(
            "finished_on",
            label="服务完成日期",
            reads="date",
            aliases=("完成日期", "完工日期", "服务结束日期", "下户日期"),
        ),
        Column("rated_on", "rating.rated_on", required=True),
        Column("stars", "rating.stars", required=True),
        Column("skill_stars", "rating.skill_stars"),
        Column("manner_stars", "rating.manner_stars"),
        Column("punctual_stars", "rating.punctual_stars"),
        Column("verified", "rating.verified"),
        Column("text", "rating.text"),
    ),
    checks=(
        "rating-without-order",
        "rating-duplicate",
        "rating-late",
        "rating-before-end",
        "remark-length",
        "formula-text",
        "date-future",
    ),
    composes=only("rating"),
)
