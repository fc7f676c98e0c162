"""姓名 — Chinese names: 2–30 characters (rare ones included) or the dot between parts of a name.

Refuses digits, titles (王阿姨, 李师傅), remarks in brackets, emoji, control characters, formula text.
Source   GA/T 2000 on the length and characters of names in registers.
Not here whether the name belongs to the number (the registry and the police answer that).
"""

import re

from jiaxin.domain.values.text import narrow, squeeze

_DOTS = re.compile("[・‧•．.·∙⋅･ꞏ]")
_FORM = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufad9\u3007\U00020000-\U000323af·]{2,30}\\Z")
# a given name may end in 姐 (刘三姐): one title character counts only directly behind the surname
_TITLES = re.compile(
    "(?:阿姨|大姐|师傅|老师|女士|先生|小姐|大哥|大嫂|大妈|大婶|大叔|大爷|经理|店长|老板|月嫂|同志|护士|医生|保姆|妹妹|姐姐)\\Z"
)
_SHORT_TITLE = re.compile("[\u4e00-\u9fff][姐哥嫂姨婶叔妈爷总]\\Z")
_SURNAMES_OF_TWO = frozenset(
    [
        "欧阳",
        "上官",
        "司马",
        "诸葛",
        "司徒",
        "夏侯",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "长孙",
        "宇文",
        "东方",
        "独孤",
        "南宫",
        "端木",
        "百里",
        "呼延",
    ]
)
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白"
    "邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包"
    "宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫"
    "费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌"
    "奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁都芮普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓"
    "修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由"
)


def normal(text: str) -> str:
    """Without blanks; every dot becomes ·."""
    return _DOTS.sub("·", squeeze(narrow(text)))


def fault(text: str) -> str:
    """`name-invalid`, or empty."""
    if _FORM.match(text) is None or text[0] == "·" or text[-1] == "·":
        return "name-invalid"
    if _TITLES.search(text):
        return "name-invalid"
    short = len(text) == 2 or (len(text) == 3 and text[:2] in _SURNAMES_OF_TWO)
    if short and _SHORT_TITLE.search(text):
        return "name-invalid"
    return ""


def mask(text: str) -> str:
    """The surname stays."""
    if not text:
        return ""
    kept = 2 if text[:2] in _SURNAMES_OF_TWO else 1
    return text[:kept] + "*" * max(1, min(len(text) - kept, 3))


def ordinary(text: str) -> bool:
    """A usual surname, of one or two characters, and a given name of one or two."""
    if text[:2] in _SURNAMES_OF_TWO:
        return 3 <= len(text) <= 4
    return 2 <= len(text) <= 3 and looks_like_name(text)


def looks_like_name(text: str) -> bool:
    """Two to four characters with a usual surname: good enough to recognise a column of names."""
    return 2 <= len(text) <= 4 and text[0] in SURNAMES and not fault(text)
