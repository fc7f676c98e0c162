"""Small workbooks of people who exist nowhere, as bytes."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook

HEADINGS = ("姓名", "身份证号", "手机号", "工种")
TRAINING = ("姓名", "身份证号", "培训名称", "培训学时", "培训日期")


def a_number(sequence: int) -> str:
    """An identity number of 6 June 1975 with a sequence of its own; check digit by ISO 7064 MOD 11-2."""
    first17 = f"34021219750606{sequence:03d}"
    return first17 + "10X98765432"[sum(int(d) * (2 ** (17 - i) % 11) for i, d in enumerate(first17)) % 11]


def a_person(name: str, sequence: int) -> tuple[str, str, str, str]:
    return (name, a_number(sequence), f"154{sequence:08d}", "母婴护理")


def a_training(name: str, sequence: int) -> tuple[object, ...]:
    return (name, a_number(sequence), "岗前培训", 8, "2026-06-10")


def a_workbook(rows: Sequence[Sequence[object]], headings: Sequence[str] = HEADINGS) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "名册"
    for line in (headings, *rows):
        sheet.append(list(line))
    out = BytesIO()
    book.save(out)
    return out.getvalue()
