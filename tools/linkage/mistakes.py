"""The ways in which a true value is written wrong. Each takes the clean text and gives the dirty one."""

from collections import defaultdict
from datetime import date
from functools import cache
from random import Random

from pypinyin import lazy_pinyin

from jiaxin.domain.values.identity_number import check_character

# simplified → traditional, of characters that occur in names
TRADITIONAL = dict(
    zip(
        "张刘陈杨黄赵吴孙马郑谢许韩冯邓肖蒋叶苏吕卢钟谭陆范贾韦邹龙贺顾龚万钱严汤温阎兰凤爱华荣云莲丽红艳萍娟银国军强东伟峰辉飞龙兴庆卫建丹妈双书节泽洁静颖莹雯贞琼琴维绍纪绪锦铃链钰锋宁宝实"
        "时晓会权杰枫树桥检楼欢满润涛灵炜玮环珑画疗监盘礼祯种积穷窦竖笔紫线织绣经结统绿罗翠聪肃胜脑莱获蓝虾补视观训诗诚说谊贤赞跃轩轻辰达迁运连逊钦闻阳际随雾霭顺预颜风驰骏鱼鲁鸣鹏麦黎齐",
        "張劉陳楊黃趙吳孫馬鄭謝許韓馮鄧肖蔣葉蘇呂盧鍾譚陸範賈韋鄒龍賀顧龔萬錢嚴湯溫閻蘭鳳愛華榮雲蓮麗紅艷萍娟銀國軍強東偉峰輝飛龍興慶衛建丹媽雙書節澤潔靜穎瑩雯貞瓊琴維紹紀緒錦鈴鏈鈺鋒寧寶實"
        "時曉會權傑楓樹橋檢樓歡滿潤濤靈煒瑋環瓏畫療監盤禮禎種積窮竇豎筆紫線織繡經結統綠羅翠聰肅勝腦萊獲藍蝦補視觀訓詩誠說誼賢贊躍軒輕辰達遷運連遜欽聞陽際隨霧靄順預顏風馳駿魚魯鳴鵬麥黎齊",
        strict=True,
    )
)
_CHARACTERS = (
    "英瑛莺鹰樱兰岚蓝澜珍贞真针芳方坊华花桦荣容蓉融梅眉玫莓云芸耘莲连廉怜琴芹勤秦芝之知枝香湘乡霞侠瑕平萍苹屏玲灵铃凌菱玉钰裕育秀绣修桂贵凤奉春椿淑书舒叔素苏"
    "翠脆金今津爱艾月悦越跃美镁红虹洪宏鸿巧菊菊惠慧会汇蕙银吟彩采丽莉立力利俐小晓筱肖海亥艳燕雁彦雪学建健剑文雯纹志智致治永咏勇亚娅雅明铭茗冬东婷廷庭雨羽宇禹语佳嘉家"
    "欣新心馨辛梦孟丹单静敬晶菁京倩茜若诗师思丝斯露路怡宜仪涵晗含函莹盈颖影琪奇琦祺娜纳洁杰捷瑶遥尧琳林霖妍研颜彤同桐蕾磊雷萌欢军君钧强墙伟玮炜峰锋枫丰国果勇辉晖挥斌彬宾"
    "波博涛滔龙隆超祥翔详友有良梁东杰飞菲非王汪李黎理里张章刘留流陈晨辰杨扬阳黄皇赵照吴武周洲徐许旭孙朱珠胡湖郭何和河高罗洛郑正谢宋送唐堂糖韩寒冯曹彭曾增肖田甜董袁元源圆潘于余俞"
    "蒋蔡杜叶程成诚城魏卫吕丁任仁沈姚卢鲁姜江崔钟忠终谭覃陆汪范金石时夏下韦付傅方白百邹秦邱秋尹薛闫严段雷侯史陶贺顾毛郝龚公邵万钱前戴代莫孔"
)


@cache
def _syllable(character: str) -> str:
    return lazy_pinyin(character)[0]


@cache
def _alike() -> dict[str, list[str]]:
    by_sound = defaultdict(list)
    for character in dict.fromkeys(_CHARACTERS):
        by_sound[_syllable(character)].append(character)
    return by_sound


def homophone(random: Random, name: str) -> str:
    """One character replaced by another that sounds the same (or nearly: n/ng, z/zh)."""
    places = list(range(len(name)))
    random.shuffle(places)
    for place in sorted(places, key=lambda p: p == 0):  # the surname last
        sound = _syllable(name[place])
        sounds = [sound]
        if random.random() < 0.25:
            sounds = [sound.removesuffix("g") if sound.endswith("ng") else sound + "g", sound[0] + "h" + sound[1:]]
        options = [c for s in sounds for c in _alike().get(s, ()) if c != name[place]]
        if options:
            return name[:place] + random.choice(options) + name[place + 1 :]
    return name


def traditional(name: str) -> str:
    return "".join(TRADITIONAL.get(c, c) for c in name)


def other_character(random: Random, name: str) -> str:
    place = random.randrange(1, len(name))
    return name[:place] + random.choice(_CHARACTERS) + name[place + 1 :]


def nickname(random: Random, surname: str, given: str) -> str:
    return random.choice(
        (surname + "姐", surname + "姐", surname + "阿姨", surname + "阿姨", surname + "师傅", "小" + surname, "老" + surname,
         surname + "大姐", surname + "女士", "阿" + given[-1], surname + "嫂", given[-1] + "姐")
    )  # fmt: skip


def noted(random: Random, name: str, job: str) -> str:
    return random.choice(
        (f"{name}（{job}）", f"{name}({job})", f"{name} {job}", f"{name}（新）", f"{name}1", f"{name}*", f"{name}-请假",
         f"{name}（离职）", f"{name}【已签】", f"{name}/{job}")
    )  # fmt: skip


def spaced(random: Random, text: str) -> str:
    return random.choice((" ".join(text), "\u3000".join(text), f" {text}", f"{text} ", text[:1] + "  " + text[1:], f"\u200b{text}"))


def wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def spelled(random: Random, surname: str, given: str) -> str:
    family, own = "".join(lazy_pinyin(surname)), "".join(lazy_pinyin(given))
    return random.choice((f"{family.title()} {own.title()}", f"{family} {own}", f"{family}{own}".upper()))


# ---- numbers ---------------------------------------------------------------------------------


def masked(random: Random, number: str) -> str:
    sign = random.choice("***×xX●")
    first, last = random.choices(
        ((6, 4), (10, 4), (6, 0), (0, 4), (14, 0), (3, 4), (1, 1), (12, 2), (6, 2)), (52, 12, 6, 6, 5, 6, 4, 4, 5)
    )[0]
    hidden = 18 - first - last
    if random.random() < 0.12:
        hidden = random.choice((3, 4, 5, 8))
    return number[:first] + sign * hidden + (number[-last:] if last else "")


def fifteen(number: str) -> str:
    return number[:6] + number[8:17]


def rounded(number: str) -> str:
    """What a spreadsheet keeps of eighteen digits: fifteen."""
    return number[:15] + "000"


def scientific(random: Random, number: str) -> str:
    digits = random.choice((1, 2, 5, 5, 11, 14))
    return f"{number[0]}.{number[1 : 1 + digits]}E+17"


def mistyped(random: Random, number: str) -> str:
    """A digit wrong, two swapped, one lost or one double."""
    place, at = random.randrange(len(number) - 1), random.random()
    if at < 0.5:
        return number[:place] + random.choice([d for d in "0123456789" if d != number[place]]) + number[place + 1 :]
    if at < 0.75:
        return number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    return number[:place] + number[place + 1 :] if at < 0.9 else number[: place + 1] + number[place:]


def dressed(random: Random, number: str) -> str:
    """Right, but not plain."""
    spaced_out = f"{number[:6]} {number[6:14]} {number[14:]}"
    return random.choice((f"'{number}", number.lower(), f" {number}", spaced_out, wide(number), f"{number[:6]}-{number[6:14]}-{number[14:]}", f"{number}\t"))


def false_but_sound(random: Random, number: str) -> str:
    """A wrong digit under a right check character (typed by somebody who 'repaired' it)."""
    place = random.randrange(14, 17)
    first = number[:place] + random.choice([d for d in "0123456789" if d != number[place]]) + number[place + 1 : 17]
    return first + check_character(first)


# ---- days ------------------------------------------------------------------------------------


def day_written(random: Random, day: date) -> str:
    y, m, d = day.year, day.month, day.day
    return random.choices(
        (f"{y}-{m:02d}-{d:02d}", f"{y}/{m}/{d}", f"{y}{m:02d}{d:02d}", f"{y}年{m}月{d}日", f"{y}.{m}.{d}", f"{y}.{m:02d}.{d:02d}",
         f"{y}-{m:02d}", f"{y}年{m}月", f"{y}", f"{y}年", str((day - date(1899, 12, 30)).days), f"{y % 100:02d}.{m}.{d}",
         f"{y}-{m:02d}-{d:02d} 00:00:00", f"{y}-{m}-{d}"),
        (30, 14, 10, 8, 8, 4, 4, 4, 2, 2, 5, 2, 4, 3),
    )[0]  # fmt: skip


def day_mistaken(random: Random, day: date) -> date:
    at = random.random()
    try:
        if at < 0.25:
            return day.replace(month=day.day, day=day.month)
        if at < 0.5:
            return day.replace(year=day.year + random.choice((-10, -2, -1, 1, 2, 10)))
        if at < 0.75:
            return day.replace(day=max(1, min(28, day.day + random.choice((-10, -1, 1, 10)))))
        if at < 0.85:
            return day.replace(month=random.randrange(1, 13))
    except ValueError:
        return day
    return date.fromordinal(day.toordinal() - random.randrange(20, 50))  # the lunar calendar's day


# ---- phones ----------------------------------------------------------------------------------


def phone_written(random: Random, phone: str, second: str) -> str:
    if second:
        return random.choice((f"{phone}/{second}", f"{phone}、{second}", f"{phone} {second}", f"{second}/{phone}", f"{phone};{second}"))
    return random.choices(
        (phone, f"{phone[:3]}-{phone[3:7]}-{phone[7:]}", f"{phone[:3]} {phone[3:7]} {phone[7:]}", f"+86{phone}", f"86{phone}", f"{phone}.0", wide(phone)),
        (88, 3, 3, 2, 1, 2, 1),
    )[0]


def phone_mistyped(random: Random, phone: str) -> str:
    place = random.randrange(3, len(phone) - 1)
    if random.random() < 0.6:
        return phone[:place] + random.choice([d for d in "0123456789" if d != phone[place]]) + phone[place + 1 :]
    return phone[:place] + phone[place + 1] + phone[place] + phone[place + 2 :] if random.random() < 0.7 else phone[:-1]
