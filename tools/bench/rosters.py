"""A roster of N synthetic workers × 30 columns, as a company would send it, with about 4 % bad rows.

    python -m tools.bench.rosters FILE.xlsx ROWS
"""

import random
import sys
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

HEADINGS = ["序号", "姓名", "性别", "身份证号", "文化程度", "手机号", "户籍地址", "现住址", "所属企业", "统一社会信用代码", "用工形式", "工种", "从业起始年月", "健康类别", "体检日期", "体检机构", "证书名称", "等级", "证书编号", "培训名称", "培训学时", "培训日期", "保险种类", "保单号", "保险止期", "是否签署授权书", "授权日期", "采集人", "采集日期", "备注"]
SURNAMES, GIVEN = "王李张刘陈杨黄赵周吴徐孙胡朱高林何郭马罗", "秀英芳娟敏静丽桂兰玉梅凤霞红艳玲琴华云燕"
COMPANIES = [("样例瑞瑞家政服务有限公司", "91340210XYTG3BRH9M"), ("样例安心家政服务有限公司", "91340212MA2Q1W3E0X")]


def check_digit(first17: str) -> str:
    total = sum(int(d) * (2 ** (17 - i) % 11) for i, d in enumerate(first17))
    return first17 + "10X98765432"[total % 11]


def main(path: Path, rows: int, seed: int = 7, bad: float = 0.03) -> None:
    draw = random.Random(seed)
    day = date(2026, 11, 1)
    with xlsxwriter.Workbook(path, {"constant_memory": False}) as book:
        sheet = book.add_worksheet("人员名册")
        sheet.write_row(0, 0, HEADINGS)
        for i in range(rows):
            born = date(1965, 1, 1) + timedelta(days=draw.randrange(12_000))
            number = check_digit(f"340210{born:%Y%m%d}{i % 500 * 2 + (0 if draw.random() < 0.9 else 1):03d}")
            if draw.random() < bad:
                number = number[:-2] + str((int(number[-2]) + 1) % 10) + number[-1]
            name = draw.choice(SURNAMES) + "".join(draw.choices(GIVEN, k=2))
            company, code = COMPANIES[i % 2]
            checked = day - timedelta(days=draw.randrange(20, 330))
            level = draw.choice((5, 4, 3))
            sheet.write_row(
                i + 1,
                0,
                [
                    i + 1, name, "女" if int(number[16]) % 2 == 0 else "男", number, draw.choice(("初中", "高中", "中专")),
                    f"164{draw.randrange(10**8):08d}", f"安徽省样例县样例村{draw.randrange(900)}号",
                    f"样例区孙村镇样例花园{draw.randrange(90)}幢{draw.randrange(900)}室", company, code, "员工制",
                    draw.choice(("保洁", "做饭、钟点", "收纳")), "2019-06", "一般家政服务员", checked.isoformat(), "样例区人民医院",
                    "家政服务员", f"{level}级", f"S000034{i:06d}25{level}{i:06d}", "岗前培训", 8,
                    (checked - timedelta(days=5)).isoformat(), "家政责任险", f"PYL2026{i:08d}",
                    (day + timedelta(days=draw.randrange(60, 300))).isoformat(), "是",
                    (date(2025, 8, 1) + timedelta(days=draw.randrange(300))).isoformat(), "周文静", "2026-10-20", "",
                ],
            )  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
