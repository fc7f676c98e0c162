"""识读证件: printed ID cards and certificates of our own making, held askew, blurred and noisy; how many fields are read right.

    pip install --require-hashes -r requirements/ocr.txt; python -m tools.bench.reading_papers [papers of each kind]

Everybody in them is made up: area codes that no district has. The faults are fixed below, before any reading.
"""

import random
import sys
import time
from functools import cache
from io import BytesIO
from pathlib import Path

import manimgx_fonts_cjk  # type: ignore[import-untyped]  # ships no types
import numpy
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from jiaxin.domain.papers.lines import Word, rows
from jiaxin.domain.papers.reading import read
from jiaxin.kit import picture_reading

# (degrees, blur radius in pixels, noise sigma of 255, JPEG quality, light of the far side in per cent)
FAULTS = ((0, 0, 0, 90, 100), (3, 0.6, 6, 70, 90), (-3, 0.9, 8, 60, 80), (6, 0.6, 10, 60, 85), (-6, 1.2, 6, 50, 75), (10, 0.9, 12, 50, 70))
FAMILY, GIVEN = "王李张刘陈杨赵黄周吴徐孙", ("秀芳", "桂兰", "建国", "丽", "小梅", "海燕", "玉珍", "淑华", "春花", "志强", "敏", "红霞")
FONT = Path(manimgx_fonts_cjk.__file__).parent / "NotoSansCJK-VF.otf.ttc"
SIMPLIFIED = 2  # which face of the collection: 简体
TRADES = ("家政服务员", "养老护理员", "育婴员", "保育师", "家庭照护员", "中式烹调师")
LEVELS = ("五级", "四级", "三级", "二级", "一级")
STREETS = ("样例东街道样例路", "样例西街道团结路", "样例南街道和平里", "样例北街道幸福巷")


def main(count: int) -> None:
    if not picture_reading.installed():
        raise SystemExit("没有安装识读组件：pip install --require-hashes -r requirements/ocr.txt")
    chance = random.Random(20261127)  # samples, not secrets
    right: dict[tuple[str, str], list[bool]] = {}
    by_fault: dict[int, list[bool]] = {}
    started = time.process_time()
    for number in range(count):
        fault = number % len(FAULTS)
        for paper, truth, drawn in (("id_card", *card(chance)), ("certificate", *certificate(chance))):
            words = [Word(text, corners, score) for text, corners, score in picture_reading.words(spoiled(drawn, FAULTS[fault], number))]  # type: ignore[arg-type]  # four corners
            found = read(rows(words))
            answers = dict(found.answers) if found and found.paper == paper else {}
            for field, value in truth.items():
                good = answers.get(field) == value
                right.setdefault((paper, field), []).append(good)
                by_fault.setdefault(fault, []).append(good)
                if not good:
                    print(f"  {paper} {field} fault {fault}: {answers.get(field)!r}, printed {value!r}")
    spent = time.process_time() - started
    print(f"\n{'paper':12} {'field':18} right")
    for (paper, field), all_ in right.items():
        print(f"{paper:12} {field:18} {sum(all_)} / {len(all_)}")
    print(f"\n{'degrees, blur, noise, quality, light':38} right")
    for fault, all_ in sorted(by_fault.items()):
        print(f"{FAULTS[fault]!s:38} {sum(all_)} / {len(all_)}")
    total = [one for all_ in right.values() for one in all_]
    print(f"\nfields right {100 * sum(total) / len(total):.1f} % of {len(total)} (bar: 95 %); {spent / count / 2:.1f} CPU s a paper")


def card(chance: random.Random) -> tuple[dict[str, str], Image.Image]:
    """The front of a card: 856 × 540 pixels, printed as the standard lays it out."""
    name = chance.choice(FAMILY) + chance.choice(GIVEN)
    year, month, day = chance.randint(1962, 2004), chance.randint(1, 12), chance.randint(1, 28)
    sequence = chance.randint(100, 999)
    number = _with_check(f"349912{year}{month:02}{day:02}{sequence}")
    street = f"样例省样例市样例区{chance.choice(STREETS)}{chance.randint(1, 300)}号{chance.randint(1, 30)}幢{chance.randint(101, 1804)}室"
    sex = "男" if sequence % 2 else "女"
    paper = Image.new("RGB", (856, 540), (232, 240, 244))
    pen = ImageDraw.Draw(paper)
    for y in range(0, 540, 9):
        pen.line([(0, y), (856, y + 40)], fill=(221, 233, 238))
    blue, ink = (60, 110, 160), (30, 30, 30)
    for x, y, text, colour, size in (
        (50, 60, "姓 名", blue, 26), (150, 54, name, ink, 34), (50, 125, "性 别", blue, 26), (150, 121, sex, ink, 30),
        (250, 125, "民 族", blue, 26), (350, 121, "汉", ink, 30), (50, 190, "出 生", blue, 26),
        (150, 186, f"{year} 年 {month} 月 {day} 日", ink, 30), (50, 255, "住 址", blue, 26), (150, 251, street[:12], ink, 30),
        (150, 293, street[12:24], ink, 30), (150, 335, street[24:], ink, 30), (50, 452, "公民身份号码", blue, 26), (290, 446, number, ink, 36),
    ):  # fmt: skip
        pen.text((x, y), text, fill=colour, font=_font(size))
    pen.rectangle([590, 70, 800, 340], fill=(205, 214, 220))
    pen.ellipse([640, 110, 750, 240], fill=(180, 160, 145))
    truth = {"name": name, "id_number": number, "gender": sex, "birth_date": f"{year}-{month:02}-{day:02}", "residence_address": street}
    return truth, paper


def certificate(chance: random.Random) -> tuple[dict[str, str], Image.Image]:
    """A certificate of vocational skill, 900 × 640 pixels."""
    name, trade = chance.choice(FAMILY) + chance.choice(GIVEN), chance.choice(TRADES)
    level = chance.choice(LEVELS)
    digit = str(5 - LEVELS.index(level))
    year, month, day = chance.randint(2015, 2026), chance.randint(1, 12), chance.randint(1, 28)
    number = f"S0003499{chance.randint(10, 99)}{chance.randint(100, 999)}{year % 100:02}{digit}{chance.randint(0, 999999):06}"
    paper = Image.new("RGB", (900, 640), (250, 246, 236))
    pen = ImageDraw.Draw(paper)
    pen.rectangle([20, 20, 880, 620], outline=(170, 60, 40), width=5)
    ink = (40, 40, 40)
    pen.text((235, 60), "职业技能等级证书", fill=(150, 40, 30), font=_font(54))
    for row, text in enumerate((
        f"姓名：{name}", f"职业名称：{trade}", f"技能等级：{level}", f"证书编号：{number}", f"发证日期：{year} 年 {month:02} 月 {day:02} 日",
    )):  # fmt: skip
        pen.text((110, 185 + 64 * row), text, fill=ink, font=_font(34))
    pen.text((480, 540), "样例职业技能评价中心", fill=ink, font=_font(30))
    return {"name": name, "skill_name": trade, "skill_level": digit, "skill_number": number, "issued_on": f"{year}-{month:02}-{day:02}"}, paper


def spoiled(paper: Image.Image, fault: tuple[float, float, float, int, int], seed: int) -> bytes:
    """As a phone sees it: on a table, askew, out of focus, in bad light."""
    degrees, blur, noise, quality, light = fault
    table = Image.new("RGB", (paper.width + 240, paper.height + 240), (120, 105, 90))
    table.paste(paper, (120, 120))
    seen = table.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=(120, 105, 90)).filter(ImageFilter.GaussianBlur(blur))
    values = numpy.asarray(seen).astype("float32")
    values *= numpy.linspace(1, light / 100, values.shape[1])[None, :, None]
    values += numpy.random.default_rng(seed).normal(0, noise, values.shape) if noise else 0
    out = BytesIO()
    Image.fromarray(values.clip(0, 255).astype("uint8")).save(out, "JPEG", quality=quality)
    return out.getvalue()


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), size, index=SIMPLIFIED)


def _with_check(first: str) -> str:
    total = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(first))
    return first + "10X98765432"[total % 11]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 24)
