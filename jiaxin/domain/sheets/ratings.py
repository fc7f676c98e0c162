"""评价 — stars and words of families about closed orders, from a company's call-backs or a platform.

Every rating belongs to an order: without a number it is refused. A rating after the rulebook's days still
lands, with a remark.

Source  《广东省家政服务条例》 Art. 9; one rating per closed order.
Not here  ratings given by scan (they come from the phone), suspicion of fakes (reputation).
"""

from jiaxin.domain.sheets.narrowing import only
from jiaxin.domain.sheets.people import ID_NUMBER, NAME
from jiaxin.domain.sheets.sheet import Column, SheetKind

SHEET = SheetKind(
    code="ratings",
    label="评价",
    titles=("评价", "回访", "满意度", "评分"),
    requires=(("stars", "rated_on"),),
    anchors=("order_no", "name", "text", "rated_on"),
    columns=(
        Column(
            "order_no",
            "rating.order_no",
            topic=r"(?:评价|回访|对应|服务)?(?:的)?(?:订单|合同|服务单|工单|派单)(?:编号|编码|号码?|id)?",
        ),
        NAME,
        ID_NUMBER,
        Column(
            "finished_on",
            label="服务完成日期",
            reads="date",
            aliases=("完成日期", "完工日期", "服务结束日期", "下户日期"),
            topic=r"(?:订单|服务)?(?:结束|完成|完工|下户|服务)(?:日期|时间|日)",
        ),
        Column(
            "rated_on",
            "rating.rated_on",
            required=True,
            topic=r"(?:评价|回访|打分|评分|反馈|提交)+(?:提交|完成)?(?:日期|时间|日)",
        ),
        Column(
            "stars",
            "rating.stars",
            required=True,
            topic=r"(?:总体|综合|整体|总|客户|用户|服务|评价|满意度)?(?:评价|满意度)?(?:评分|得分|分数?|星级|评价|满意度)",
        ),
        Column(
            "skill_stars",
            "rating.skill_stars",
            topic=r"(?:专业|服务|职业)?(?:技能|能力|水平)(?:评分|得分|分数?|星级|评价|满意度)?",
        ),
        Column("manner_stars", "rating.manner_stars", topic=r"(?:服务)?态度(?:评分|得分|分数?|星级|评价|满意度)?"),
        Column(
            "punctual_stars",
            "rating.punctual_stars",
            topic=r"(?:是否)?(?:守时|准时|时间观念)(?:情况)?(?:评分|得分|分数?|星级|评价|满意度)?",
        ),
        Column(
            "verified",
            "rating.verified",
            topic=r"(?:是否)?(?:扫码|实名|本人)?(?:评价)?(?:核实|验证|扫码评价|实名评价)(?:情况|状态)?",
        ),
        Column(
            "text",
            "rating.text",
            topic=r"(?:客户|用户|雇主|评价|反馈|回访|文字)(?:评价)?(?:意见|内容|详情|反馈|文字|评语|建议|留言)|评论|评语",
        ),
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
