"""Headings of other offices: each is understood by its words, for the column it means and no other."""

import pytest

from jiaxin.domain.sheets.headings import heading
from jiaxin.domain.sheets.recognising import What, recognise
from jiaxin.domain.sheets.wanted import form

HEADINGS = {
    "order-ledger": {
        "order_no": "订单编码 服务订单号 服务合同编号 派单编号 流水号 业务单号 订单ID",
        "name": "服务人员 家政服务员姓名 上门人员 服务员姓名 护理员",
        "id_number": "服务员身份证号 身份证 家政员身份证",
        "service": "服务种类 服务品类 项目 服务工种 预约服务",
        "ordered_on": "订单时间 下单时间 预约日期 签订日期 服务日期 接单日期 服务开始时间 合同开始日期 签单日期 上门日期",
        "finished_on": "服务结束时间 结束时间 合同到期日 完单日期 完成时间 合同结束日期 终止日期",
        "amount_fen": "订单金额（元） 合同金额(元) 实收金额 总金额 服务费用 服务价格 成交金额 应收金额 费用（元）",
        "status": "状态 订单完成情况 服务状态 合同状态 履约状态",
        "repeat": "是否老客户 是否续单 是否续签 是否二次购买",
        "customer_phone": "客户手机号 雇主联系电话 消费者电话 客户联系方式 业主电话 客户手机号码",
        "company_name": "家政公司 服务机构 服务企业",
    },
    "ratings": {
        "order_no": "订单编号 评价订单号 对应订单",
        "stars": "综合评分 总评分 星级评价 评分（1-5） 整体满意度 评价得分 客户评分 满意度评分",
        "rated_on": "评价日期 评价提交时间 回访时间 打分日期 评价时间",
        "skill_stars": "技能得分 专业能力 服务技能评分 专业技能评分",
        "manner_stars": "服务态度评分 态度得分 态度分",
        "punctual_stars": "守时得分 准时评分 是否准时 时间观念",
        "text": "客户意见 评价详情 反馈内容 客户反馈 评论 评价文字",
        "name": "被评价人 服务人员 服务员 被评价服务员",
        "finished_on": "订单完成时间 服务结束时间 服务日期",
        "verified": "是否扫码评价 是否实名评价 核实情况 是否核实",
    },
    "police-return": {
        "name": "姓名 被核验人 人员姓名 被核查人姓名",
        "id_number": "身份证号 公民身份证号码 证件号 身份证件号码",
        "result": "核验情况 核查结论 核查结果 比对结论 反馈结果 审核结果 身份核验情况",
        "checked_on": "核验完成时间 比对时间 反馈时间 核查时间 核验完成日期",
        "batch_no": "批次 批次编码 核验批次 反馈批次号 回执单号 核验批号",
        "background_result": "背景核查结果 背景审查结果 背景核查情况",
        "background_checked_on": "背景核查日期 背景审查时间",
        "valid_through": "有效期至 结果有效期 有效期限",
        "method": "核验途径 比对方式 核验渠道",
    },
    "hotline-complaints": {
        "complaint_no": "工单号 诉求工单编号 投诉单编号 案件编号 工单流水号 热线编号 受理单号",
        "received_on": "受理时间 来电日期 投诉时间 登记时间 诉求时间 工单日期 派单时间",
        "topic": "诉求类型 问题类型 投诉原因 投诉分类 问题分类 诉求性质 投诉类别",
        "text": "投诉事由 诉求详情 主要诉求 来电诉求 投诉内容 事项内容 反映内容 诉求标题",
        "company_name": "被投诉公司 被投诉方 涉诉企业 投诉对象 被诉单位 被投诉主体 企业名称",
        "name": "被投诉服务员 涉诉人员 被诉人员 涉事服务员姓名 家政员姓名",
        "upheld": "是否有责 是否属实 核实情况 调查结论 责任认定 是否成立",
        "severity": "严重程度 责任等级 情节轻重",
        "decided_on": "办结日期 答复时间 结案日期 办理完成时间 回复日期",
        "decided_by": "承办部门 责任单位 办理部门 处办单位",
        "channel": "渠道 受理来源 投诉途径 来源渠道",
    },
    "penalties": {
        "document_no": "处罚文书号 行政处罚文书号 决定书编号 文书编号 处罚决定文书号 案件编号",
        "company_name": "处罚对象 相对人名称 企业名称 被处罚主体",
        "legal_basis": "处罚的法律依据 执法依据 依据条款 处罚依据条款",
        "penalty_kind": "处罚内容 处罚结果 处罚方式 处罚措施",
        "fine_fen": "罚款额 罚款金额（万元） 罚没款 罚款（元）",
        "penalty_class": "失信分类 失信行为类别 失信行为等级 严重等级 信用分类",
        "decided_on": "处罚时间 决定时间 处罚决定时间 决定书日期 处罚决定书日期",
        "authority": "处罚实施机关 作出处罚的机关 执法机关 处罚机构 实施机关",
        "conduct": "违法行为描述 违法情形 违法事由 主要事实 处罚原因",
    },
    "company-register": {
        "company_name": "企业全称 机构全称 商户名称 市场主体名称 家政企业名称",
        "company_credit_code": "统一社会信用代码（18位） 统一信用代码 信用代码 税号",
        "entity_type": "企业性质 主体性质 机构类型 组织形式",
        "operating_mode": "运营模式 经营形式 用工模式",
        "established_on": "成立时间 注册时间 开业时间 注册成立日期",
        "capital_fen": "注册资本（万元） 注册资金",
        "address": "注册地 办公地址 经营住所 详细地址 企业地址",
        "street": "所属镇街 属地街道 所在镇（街道） 属地",
        "legal_representative": "法人姓名 法人代表姓名 企业负责人 法人",
        "phone": "法人电话 联系人电话 手机号码 负责人手机",
        "status": "存续状态 经营情况 主体状态",
        "branch_name": "分支机构名称 门店 分店 网点",
        "area_m2": "经营面积（㎡） 营业面积 建筑面积",
    },
    "area-tree": {
        "region_code": "行政区划代码 区域编码 机构编码 网格编码",
        "region_name": "行政区划名称 街道名称 社区名称",
        "region_level": "层级 区划级别 类型 等级",
        "parent_code": "上级编码 父级编码 所属街道代码 上级行政区划代码",
        "valid_from": "启用时间 生效时间 开始日期 设立日期",
        "valid_until": "停用时间 失效时间 结束日期 撤销日期",
    },
    "baseline-register": {
        "street": "镇街 所属街镇 街道名称 乡镇（街道）",
        "community": "社区名称 村居 社区/村 所在社区 居委会",
        "name": "姓名 从业人员姓名 人员姓名",
        "id_number": "身份证号码 身份证",
        "phone": "联系电话 联系方式",
        "baseline_on": "摸排日期 调查日期 统计时间 摸排时间",
        "source_name": "来源 信息来源 数据来源",
        "grid": "所属网格 网格名称 网格号",
        "job_types": "从事工种 工种",
    },
}
CASES = [
    (code, name, words)
    for code, columns in HEADINGS.items()
    for name, headings in columns.items()
    for words in headings.split()
]


@pytest.mark.parametrize(("code", "name", "words"), CASES, ids=lambda case: str(case))
def test_a_heading_finds_its_column_by_its_words(code, name, words):
    found = recognise(heading((words,)), form(code))
    assert (found.what, found.name) == (What.COLUMN, name)


OTHERS = {
    "order-ledger": "派单员 客户姓名 客户地址 客户身份证号 备注 合同附件",
    "ratings": "客户姓名 客户电话 回访人 回访员",
    "police-return": "提交单位 经办人 接收人 备注栏",
    "hotline-complaints": "来电人 来电人电话 来电号码 诉求人姓名 满意度 派单员",
    "penalties": "承办人 处罚公示期 公示网址",
    "company-register": "从业人数 联系人 股东 经营范围",
    "area-tree": "网格员 网格员电话 面积 户数",
    "baseline-register": "网格员 走访人 备注栏 紧急联系人",
}


@pytest.mark.parametrize(("code", "words"), [(code, w) for code, all_ in OTHERS.items() for w in all_.split()])
def test_a_heading_about_something_else_is_left_alone(code, words):
    assert recognise(heading((words,)), form(code)).what is not What.COLUMN


@pytest.mark.parametrize("code", ["hotline-complaints", "order-ledger", "ratings", "penalties"])
@pytest.mark.parametrize("who", ["来电人", "诉求人", "投诉人", "客户", "雇主", "联系人", "举报人"])
@pytest.mark.parametrize("what", ["姓名", "身份证号", "手机号", "电话"])
def test_what_belongs_to_a_third_party_is_never_the_workers(code, who, what):
    for cells in ((f"{who}{what}",), (who, what), (f"{who}信息", what)):
        assert recognise(heading(cells), form(code)).name not in ("name", "id_number", "phone"), cells


@pytest.mark.parametrize("code", ["hotline-complaints", "order-ledger"])
def test_a_heading_in_two_rows_says_whose_name_it_is(code):
    assert recognise(heading(("服务员信息", "姓名")), form(code)).name == "name"
    assert recognise(heading(("服务员", "身份证号")), form(code)).name == "id_number"
