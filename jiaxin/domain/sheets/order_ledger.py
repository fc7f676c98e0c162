"""订单台账 — a company's orders: who served, what, when, for how much, and how it ended.

The household is told by its phone alone; names and addresses of customers are not read. The worker must be
named by a full identity number, as in any list a company sends.

Source  商务部令2012年第11号 (contract and tracking); amounts in yuan as written, kept in fen.
Not here  ratings (ratings), entries confirmed by scan (they come from the phone, not from a sheet).
"""

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
        Column("order_no", "order.order_no"),
        Column("name", "profile.name", aliases=("服务员", "家政员", "阿姨"), nothing=False, personal=True),
        Column("id_number", "profile.id_number", nothing=False, personal=True),
        Column("service", "order.service"),
        Column("ordered_on", "order.ordered_on", required=True),
        Column("finished_on", "order.finished_on"),
        Column("amount_fen", "order.amount_fen"),
        Column("status", "order.status", required=True),
        Column("repeat", "order.repeat"),
        Column(
            "customer_phone",
            label="客户电话",
            reads="phone",
            aliases=("客户手机", "雇主电话", "雇主手机", "客户联系电话", "用户电话"),
        ),
        Column("company_name", "company.registration.company_name"),
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
        "date-future",
    ),
    composes=compose,
)
