"""办理中的用语 — what each thing that a step needs is called on a page, and which of them are free text about people.

`PRIVATE` names are sealed under the key of the person the case is about; the rest may stand in the open.
"""

WORDS = {
    "accused_no": "被投诉人登记号", "agreement": "调解协议", "amount": "数额", "answer": "答复内容", "artefact": "留存文件", "attends": "由谁参加", "awaited": "等待公布的随机数",
    "baseline": "下达时的数值（千分之）", "basis": "依据条款", "batch": "批次", "breach": "违反的承诺条款", "candidates": "名单", "carried": "条款由哪一项执行",
    "changes": "修改说明", "channel": "登记方式", "certainty": "把握（千分之）", "claim": "代录内容", "clause": "承诺条款", "commitment": "摘要承诺",
    "committed": "名单摘要", "computed": "系统算的数", "company": "企业", "complaint_no": "投诉编号", "conditions": "条件核对结果", "conflicts": "利害关系", "contact": "联系方式", "corrections": "更正说明",
    "change": "变更编号", "change_digest": "变更摘要", "decided_on": "决定日期", "digest": "规则文件摘要", "document_no": "文书号", "due_by": "期限", "duties_done": "法定义务履行完毕日期", "entries": "涉及的记录",
    "entry": "被办理的记录", "estimate": "估计和把握", "evaluator": "评估员", "evidence": "证据", "figure": "挂钩的指标", "field": "哪一项不对", "figures": "报送的数", "file": "评估序号", "files": "评估名单", "findings": "检查发现", "fix_by": "整改期限", "given": "提交的材料", "grid": "所在网格", "ground": "由来", "handed_to": "移送单位",
    "before": "整改前照片", "cause": "专项事由", "fix_dates": "各项整改期限", "grounds": "星级依据",
    "handling_stars": "对办理的评价", "helpers": "配合单位", "heard_until": "听取陈述截止日", "honour": "撤销哪项荣誉", "honour_stood": "荣誉称号", "item": "整改项", "items": "整改事项", "kind_of_entry": "记录种类",
    "marks": "各部分评分", "lead": "牵头单位", "measure": "措施", "meeting": "会议", "mistake": "是谁的错", "month": "月份", "next_steps": "下一步", "notice_no": "告知书编号", "offer": "调解方案",
    "officers": "检查人员", "on_paper": "公安或法院文书号", "outcome": "处理结果", "part": "单位随机数", "paper": "本人签好的授权书",
    "penalty_class": "失信类别", "photo": "证书照片", "place": "地点", "plaque": "牌匾编号", "plan": "固定的名单", "pledge": "信用承诺书编号", "points": "评分", "problems": "主要问题", "push": "行动种类",
    "progress": "进展", "proof": "送达凭证", "public_at": "随机数公布时间", "public_until": "公示截止日", "reached": "已同步的系统", "receipt": "回执", "renews": "更新的记录", "remark": "说明", "reply": "答复",
    "restrict_ground": "为什么要冻结", "result": "结论", "retaliation": "报复性投诉嫌疑", "right_value": "正确的内容", "round": "批次号", "rule": "扶持规则", "seed": "公开随机数", "severity": "严重程度",
    "sheet": "评分表", "sign": "签字", "signer": "签署人", "signature": "本人签名", "snapshot": "快照号", "star": "星级", "statement": "本人陈述", "suspect": "提请人工注意的情形",
    "target": "目标（千分之）", "task": "任务", "text": "事情经过", "to_be_heard": "听取陈述期", "transfer_no": "移送函编号", "topic": "类别", "until_on": "终止日期", "upheld": "是否有责",
    "peer": "对接单位", "what": "变更事项", "valid_from": "施行日期", "valid_through": "有效期至", "version": "规则版本号", "visit_no": "现场核查编号", "why": "理由",
    "site_marks": "现场各项评分", "visitor_sign": "核查人员签字",
    "wish": "希望的处理", "year": "年度",
}  # fmt: skip

PRIVATE = frozenset(
    {"answer", "agreement", "contact", "evidence", "findings", "offer", "place", "reply", "right_value", "statement", "text", "why", "wish"}
)
