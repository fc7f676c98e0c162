"""公开用词 — the closed lists a card may speak from. What is not listed does not pass.

Offices send free text where a code belongs; a phone number or a name typed into such a cell must not
reach the public, so unknown words are dropped, never copied.
"""

from jiaxin.domain.facts import Value

TRADE_CODES = {
    "cleaning": "保洁", "organising": "收纳", "cooking": "做饭", "nanny": "保姆", "hourly": "钟点",
    "maternal": "母婴护理", "infant": "育婴", "postpartum": "产后康复", "elder": "养老照护", "patient": "病患陪护",
    "pickup": "接送", "moving": "搬家", "repair": "维修", "pet": "宠物", "housekeeping": "管家",
}  # fmt: skip
TRADES = frozenset(TRADE_CODES.values())
_OTHER_TRADE_WORDS = {
    "家庭保洁": "保洁", "日常保洁": "保洁", "深度保洁": "保洁",
    "家电清洗": "保洁", "收纳整理": "收纳", "整理收纳": "收纳",
    "烹饪": "做饭", "家庭烹饪": "做饭", "住家保姆": "保姆", "不住家保姆": "保姆", "家务": "保姆", "家务服务": "保姆",
    "钟点工": "钟点", "小时工": "钟点",
    "月嫂": "母婴护理", "母婴": "母婴护理", "育儿嫂": "育婴", "育婴员": "育婴", "育儿": "育婴",
    "养老护理": "养老照护", "养老": "养老照护", "老人照护": "养老照护", "陪护": "病患陪护", "护工": "病患陪护",
    "organizing": "收纳", "organisation": "收纳",
    "housekeeper": "管家", "elder_care": "养老照护", "elder-care": "养老照护",
    "maternal_infant": "母婴护理",
}  # fmt: skip

SKILLS = (
    "家政服务员", "家务服务员", "母婴护理员", "家庭照护员", "养老护理员", "育婴员", "保育师", "整理收纳师",
    "医疗护理员", "孤残儿童护理员", "婴幼儿发展引导员", "健康照护师", "保洁员", "中式烹调师",
)  # fmt: skip

METHODS = {
    "police": "police", "公安": "police", "公安核验": "police", "公安比对": "police", "部级比对": "police",
    "公安回执": "police",
    "ministry": "ministry", "商务部平台": "ministry", "家政信用查": "ministry",
    "reader": "reader", "id_reader": "reader", "读卡器": "reader", "身份证读卡器": "reader",
    "face": "face", "人证合一": "face", "人证核验": "face",
    "counter": "counter", "窗口": "counter", "窗口核验": "counter", "field": "field", "网格员": "field",
}  # fmt: skip

MODES = {
    "employee": "employee", "员工制": "employee", "agency": "agency", "中介制": "agency",
    "dispatched": "dispatched", "派遣": "dispatched", "派遣制": "dispatched", "self": "self", "self_employed": "self",
    "个体": "self", "个体从业": "self", "gig": "gig", "平台灵活就业": "gig", "平台": "gig",
    "mixed": "mixed", "混合": "mixed", "混合制": "mixed", "platform": "platform", "平台型": "platform",
}  # fmt: skip

INSURANCES = {
    "liability": "liability", "家政责任险": "liability", "家政综合保险": "liability", "雇主责任险": "liability",
    "accident": "accident", "意外伤害险": "accident", "意外险": "accident",
    "injury": "injury", "work_injury": "injury", "工伤": "injury", "工伤保险": "injury",
}  # fmt: skip


def trades(value: Value) -> tuple[str, ...]:
    """Known trades in the order she gave them, each once."""
    given = value if isinstance(value, list) else [value]
    found: dict[str, None] = {}
    for one in given:
        word = str(one or "").strip()
        known = word if word in TRADES else TRADE_CODES.get(word.lower()) or _OTHER_TRADE_WORDS.get(word)
        if known:
            found[known] = None
    return tuple(found)


def skill(value: Value) -> str:
    """The known occupation inside a skill's name, or nothing."""
    text = str(value or "")
    return next((known for known in SKILLS if known in text), "")


def known(table: dict[str, str], value: Value) -> str:
    return table.get(str(value or "").strip().lower(), "") or table.get(str(value or "").strip(), "")
