"""评价 — what a family said about one closed order, in stars and words.

Unit    stars, 1 to 5, whole.
Source  《广东省家政服务条例》 Art. 9 (mutual evaluation); one rating per closed order, within the rulebook's days.
Silent  without an order there is no rating; the words are sealed: she and her company read them to answer, the public never.
Not here  what the company answers (reply), how ratings weigh (scoring), which are suspicious (reputation).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Shelf, Tone

_ONE_TO_FIVE = (1, 5)

KIND = Kind(
    code="rating",
    label="评价",
    subject="worker",
    tone=Tone.NEUTRAL,
    basis=Basis.TRANSACTION,
    source="《广东省家政服务条例》第9条",
    fields=(
        Field("order_no", "订单号", "code_text", ("订单编号", "合同编号", "单号", "服务单号"), required=True),
        Field(
            "stars",
            "总体评分",
            "stars",
            ("总评", "评分", "星级", "评价星级", "总体评价", "满意度"),
            unit="星",
            measured=True,
            required=True,
            bounds=_ONE_TO_FIVE,
        ),
        Field("skill_stars", "技能评分", "stars", ("技能", "专业技能", "服务技能"), unit="星", bounds=_ONE_TO_FIVE),
        Field("manner_stars", "态度评分", "stars", ("态度", "服务态度"), unit="星", bounds=_ONE_TO_FIVE),
        Field("punctual_stars", "守时评分", "stars", ("守时", "准时"), unit="星", bounds=_ONE_TO_FIVE),
        Field("rated_on", "评价日期", "date", ("评价时间", "回访日期", "评分日期"), measured=True, required=True),
        Field("verified", "是否核实", "yes_no", ("是否验证", "已核实", "扫码评价"), measured=True),
        Field(
            "text",
            "评价内容",
            "long_text",
            ("评语", "客户评语", "评价", "文字评价"),
            sealed=True,
        ),
    ),
    key=("order_no",),
    happened="rated_on",
    retention="rating",
    objection="objection",
    submitters=("household", "company"),
    shelf=Shelf.INDUSTRY,
)
