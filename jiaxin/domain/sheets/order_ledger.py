"""订单台账 — a company's orders: who served, what, when, for how much, and how it ended.

The household is told by its phone alone; names and addresses of customers are not read. The worker must be
named by a full identity number, as in any list a company sends.

Source  商务部令2012年第11号 (contract and tracking); amounts in yuan as written, kept in fen.
Not here  ratings (ratings), entries confirmed by scan (they come from the phone, not from a sheet).
"""

from dataclasses import replace

from jiaxin.domain.sheets.people import ID_NUMBER, NAME
from jiaxin.domain.sheets.sheet import Column, Draft, Setting, SheetKind, Values


def compose(values: Values, setting: Setting, drafts: list[Draft]) -> list[Draft]:
    """The order alone. Where the ledger has no column for it, an order that ended is done."""
    made = [draft for draft in drafts if draft.kind == "order"]
    if "status" in setting.letters or not values.get("finished_on"):
        return made
    return [draft._replace(clear={**draft.clear, "status": "done"}) for draft in made]


SHEET = SheetKind(
    code="order-ledger",
    label="订单台账",
    titles=("订单台账", "订单", "派单", "合同台账", "服务台账"),
    requires=(("order_no", "ordered_on", "name"), ("order_no", "ordered_on", "id_number")),
    anchors=("order_no", "name", "id_number"),
    columns=(
        Column(
            "order_no",
            "order.order_no",
            topic=r"(?:(?:服务|业务|派单|对应|合同)?(?:订单|合同|派单|业务|工单|服务)+|流水)(?:编号|编码|号码?|id|单号|流水号?)",
        ),
        replace(NAME, nothing=False),
        replace(ID_NUMBER, nothing=False),
        Column(
            "service",
            "order.service",
            topic=r"(?:预约|下单|订单|服务)?(?:服务|业务)?(?:种类|品类|项目|工种|类型|类别|内容|服务)",
        ),
        Column(
            "ordered_on",
            "order.ordered_on",
            required=True,
            topic=r"(?:订单|下单|预约|签订|签约|签单|接单|派单|服务|上门|上户|合同)(?:起始|开始|生效)?(?:日期|时间|日)",
        ),
        Column(
            "finished_on",
            "order.finished_on",
            topic=r"(?:(?:订单|服务|合同)?(?:结束|到期|终止|完成|完结|截止)|完单|完工|下户|结单)(?:日期|时间|日)",
        ),
        Column(
            "amount_fen",
            "order.amount_fen",
            topic=r"(?:订单|合同|实收|应收|实付|成交|服务|总|支付)?(?:总)?(?:金额|费用|价格|价款|款项|收费|服务费)",
        ),
        Column("status", "order.status", required=True, topic=r"(?:订单|服务|合同|履约)?(?:状态|完成情况|履约情况)"),
        Column("repeat", "order.repeat", topic=r"是否(?:为)?(?:老客户|回头客|续单|续签|复购|二次购买|重复购买)"),
        Column(
            "customer_phone",
            label="客户电话",
            reads="phone",
            aliases=("客户手机", "雇主电话", "雇主手机", "客户联系电话", "用户电话"),
            topic=r"(?:客户|雇主|消费者|用户|业主|家庭|顾客)(?:联系)?(?:手机号码?|手机|电话号码?|电话|联系方式)",
        ),
        Column(
            "company_name",
            "company.registration.company_name",
            topic=r"(?:所属|所在|涉诉|涉事|涉及|被投诉|被诉|被处罚|被罚)?(?:家政|服务)?(?:企业|公司|单位|机构|主体|商户|相对人)(?:全称|名称|名)?",
        ),
        Column("company_credit_code", "company.registration.company_credit_code"),
    ),
    checks=(
        "name-missing",
        "id-missing",
        "order-no-missing",
        "order-duplicate",
        "order-ends-before-start",
        "amount-negative",
        "closed:status",
        "customers-in-a-row",
        "two-places-at-once",
        "date-future",
    ),
    composes=compose,
)
