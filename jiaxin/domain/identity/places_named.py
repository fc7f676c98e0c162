"""籍贯与单位 — native place, company and trade, cut down to what tells them apart.

A place becomes three pieces (province, city, county; empty where it is not said), each by its first two characters
and without 省 市 县 区: 安徽省芜湖市 and 安徽芜湖 are the same. A company loses its legal form, its trade words and brackets. Trades with
several names become one.
"""

import re

from jiaxin.domain.values.text import narrow, squeeze

MOST = 3
_PROVINCES = ["黑龙江", "内蒙古", "北京", "天津", "河北", "山西", "辽宁", "吉林", "上海", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州", "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆", "台湾", "香港", "澳门"]  # fmt: skip
PROVINCE = re.compile("(" + "|".join(_PROVINCES) + r")(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区)?")
_UNIT = re.compile(r"(.{2,}?)(?:自治州|自治县|地区|新区|市|县|区|州|盟|旗)")
_COUNTIES = "县区旗"  # what lies below a city
_NOT_HAN = re.compile("[^\u3400-\u9fff]")
_FORM = re.compile(
    "有限责任公司|股份有限公司|有限公司|分公司|公司|服务部|服务社|服务中心|经营部|服务站|服务|中心|门店|集团|家政|家庭|母婴|护理|养老|管理|科技|连锁|工作室|"
    "人力资源|劳务|保洁|清洁|物业|健康|生活|居家|咨询|部\\Z"
)
_CITY_AHEAD = re.compile("\\A.{2,3}?[市县区](?=.{2})")
_TRADES = {
    "保姆": "保姆 住家保姆 家务 家务员 阿姨 家政 家政服务员 家政员 住家阿姨 不住家保姆 居家服务",
    "保洁": "保洁 保洁员 日常保洁 清洁 清洁工 深度保洁 开荒保洁 打扫",
    "月嫂": "月嫂 母婴护理 母婴护理员 母婴护理师 产妇护理",
    "育婴": "育婴师 育婴员 育婴 育儿嫂 带孩子 婴幼儿护理",
    "养老": "养老护理 养老护理员 护老 照顾老人 老人护理 陪护老人",
    "钟点": "钟点工 钟点 小时工 计时工 钟点保洁",
    "陪护": "病患陪护 护工 陪护 医院陪护",
    "做饭": "做饭 厨娘 做饭阿姨 烧饭 厨师",
}
# where the word is none of these: by what stands in it, the first that fits
_TRADES_SAID = (
    ("月嫂", re.compile("月嫂|月子|母婴|产妇|产后")), ("育婴", re.compile("育婴|育儿|带宝宝|带孩子|婴幼儿|带娃")),
    ("钟点", re.compile("钟点|小时工|计时")), ("陪护", re.compile("护工|陪护|陪诊")), ("养老", re.compile("养老|老人|老年|护老")),
    ("做饭", re.compile("饭|厨|烹|炊")), ("清洗", re.compile("清洗")), ("收纳", re.compile("收纳|整理")),
    ("保洁", re.compile("保洁|清洁|打扫|开荒")), ("保姆", re.compile("保姆|住家|家务|阿姨")),
)  # fmt: skip
_TRADE = {word: trade for trade, words in _TRADES.items() for word in words.split()}


def pieces(cell: str) -> tuple[str, ...]:
    """安徽省芜湖市繁昌区 → (安徽, 芜湖, 繁昌); 芜湖 → ("", 芜湖, ""); 繁昌县 → ("", "", 繁昌); nothing → ()."""
    text = _NOT_HAN.sub("", cell).removesuffix("人") if len(cell) > 3 else _NOT_HAN.sub("", cell)
    found = ["", "", ""]
    if ahead := PROVINCE.match(text):
        found[0] = ahead[1][:2]
        text = text[ahead.end() :]
    place = 1
    while text and place < MOST:
        unit = _UNIT.match(text)
        if unit and len(unit[1]) > 3 and len(unit[1]) % 2 == 0:  # several written without their ending
            piece, text = text[:2], text[2:]
        elif unit:
            piece, text = unit[1][:2], text[unit.end() :]
            place = 2 if unit[0][-1] in _COUNTIES and unit[0][-2:] not in ("地区", "新区") else place
        else:
            piece, text = text[:2], text[2:]
        if len(piece) == 2 and piece not in found:
            found[place] = piece
        place += 1
    return tuple(found) if any(found) else ()


def company(cell: str) -> str:
    """The part of a company's name that is its own; empty when nothing is left."""
    text = _NOT_HAN.sub("", re.sub(r"[(（].*?[)）]", "", squeeze(narrow(cell))))
    own = _FORM.sub("", text)
    own = _CITY_AHEAD.sub("", own) if len(own) > 4 else own
    return own if len(own) > 1 else text if len(text) > 1 else ""


def is_trade(text: str) -> bool:
    return text in _TRADE


def trade(cell: str) -> str:
    text = _NOT_HAN.sub("", cell)
    return _TRADE.get(text) or next((trade for trade, said in _TRADES_SAID if said.search(text)), text)
