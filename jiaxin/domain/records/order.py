"""订单 — one service ordered by a household (`counterparty`) from a worker, as a rule through a company.

Unit    amount in fen; dates are the day ordered and the day the service ended.
Source  商务部令2012年第11号: written contract and service-quality tracking; 广东条例 Art. on tracking files.
Silent  the household's name and number are never part of it.
Not here  the scan at the door (visit), the rating (rating), repeat-purchase statistics (scoring).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Tone
from jiaxin.domain.records.service_words import SERVICE_WORDS

KIND = Kind(
    code="order",
    label="订单",
    subject="worker",
    tone=Tone.FAVOURABLE,
    basis=Basis.TRANSACTION,
    source="商务部令2012年第11号；《广东省家政服务条例》第22条",
    fields=(
        Field(
            "order_no",
            "订单号",
            "code_text",
            ("订单编号", "合同编号", "单号", "服务单号", "工单号", "合同号"),
            required=True,
        ),
        Field(
            "service",
            "服务项目",
            "choice",
            ("服务类型", "服务内容", "服务类别", "业务类型"),
            measured=True,
            words=SERVICE_WORDS,
        ),
        Field(
            "ordered_on",
            "下单日期",
            "date",
            ("签约日期", "订单日期", "下单时间", "服务开始日期", "开始日期", "上户日期"),
            measured=True,
            required=True,
        ),
        Field("finished_on", "完成日期", "date", ("服务结束日期", "结束日期", "完工日期", "下户日期"), measured=True),
        Field(
            "amount_fen",
            "订单金额",
            "money_fen",
            ("金额", "服务费", "合同金额", "订单金额（元）", "金额（元）", "收费"),
            unit="分",
            measured=True,
            bounds=(0, 10_000_000_000),
        ),
        Field(
            "status",
            "订单状态",
            "choice",
            ("状态", "完成情况", "履约情况"),
            measured=True,
            choices=("done", "cancelled", "broken_off"),
            words=(
                ("已完成", "完成", "正常完成", "履约完成"),
                ("已取消", "取消", "退单"),
                ("中途终止", "中止", "中途弃单", "爽约", "解约"),
            ),
        ),
        Field("repeat", "是否复购", "yes_no", ("复购", "回头客", "是否回头客", "老客户"), measured=True),
    ),
    key=("order_no",),
    happened="ordered_on",
    evidence="服务合同",
    submitters=("company", "household", "worker", "bureau"),
)
