"""投诉和举报的类别 — the tree of kinds: what a family, a worker, or anybody may complain of, with the department it may go to.

Source  《广东省家政服务条例》; 12345 and 12315 practice; labour law for wages and withheld papers (《劳动合同法》第9、30条).
Not here  how serious it is (decided case by case), the words on the record of a complaint (records/complaint).
"""

from collections.abc import Mapping

FAMILY: Mapping[str, str] = {
    "quality": "服务质量", "manner": "服务态度", "fee": "收费、退费", "contract": "合同纠纷", "breach": "爽约、中途离开",
    "safety": "人身、财产安全", "privacy": "泄露隐私", "false_information": "信息、证件不实", "other": "其他",
}  # fmt: skip
WORKER: Mapping[str, str] = {
    "wages": "拖欠、克扣工资", "id_withheld": "扣押证件", "insult": "侮辱、歧视", "harassment": "骚扰",
    "medical_test": "强求无关体检", "fee": "乱收中介费", "false_information": "虚假招聘", "other": "其他",
}  # fmt: skip
ANYBODY: Mapping[str, str] = {
    "unlicensed": "无证经营", "forged_papers": "伪造证件", "fake_reviews": "刷好评", "safety": "安全隐患",
    "wages": "拖欠工资", "privacy": "泄露个人信息", "other": "其他",
}  # fmt: skip
COMPETENT: Mapping[str, str] = {
    "wages": "人力资源社会保障部门", "id_withheld": "公安机关", "harassment": "公安机关", "unlicensed": "市场监督管理部门",
    "fake_reviews": "市场监督管理部门", "forged_papers": "公安机关", "safety": "公安机关",
}  # fmt: skip


def topic_label(code: str) -> str:
    return ({**ANYBODY, **WORKER, **FAMILY}).get(code, code)
