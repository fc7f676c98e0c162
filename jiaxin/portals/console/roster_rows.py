"""名单的行 — rows of any roster in the order in which a row is read as a person: eight cells, missing ones empty.

Reads CSV (UTF-8, GB18030, UTF-16; comma, semicolon, tab) as a stream, and workbooks through the sheet readers.
A heading is known by its English or any of its Chinese names; other columns are left out. Rows are taken as they
are: too short, too long, with stray quotes or damaged characters.
"""

import codecs
import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from jiaxin.domain.errors import Refused
from jiaxin.domain.values.text import narrow, squeeze, written

FIELDS = ("name", "sex", "id_no", "birth", "phone", "native", "job", "company")
_CALLED = {
    "rec_id": "rec_id 记录号 记录编号 编号 序号 行号 id",
    "name": "name 姓名 名字 服务员姓名 人员姓名 员工姓名 家政服务员姓名 xm full_name",
    "sex": "sex 性别 gender xb",
    "id_no": "id_no 身份证号 身份证号码 身份证 证件号码 证件号 公民身份号码 居民身份证号 居民身份证号码 idno id_number idcard id_card sfzh sfz",
    "birth": "birth 出生日期 出生年月 出生年月日 生日 birthday birth_date birthdate dob csrq",
    "phone": "phone 电话 手机 手机号 手机号码 联系电话 联系方式 电话号码 移动电话 tel telephone mobile dh sj",
    "native": "native 籍贯 户籍 户籍地 户籍地址 户籍所在地 家乡 住址 native_place hometown jg",
    "job": "job 工种 岗位 职业 服务类型 服务项目 服务工种 occupation trade gz",
    "company": "company 公司 单位 企业 企业名称 公司名称 单位名称 所属企业 所属公司 工作单位 employer dw",
}
_FIELD = {word: field for field, words in _CALLED.items() for word in words.split()}
_LOOKED_AT = 20  # lines among which the heading is looked for
_STRAY = re.compile("[\0\r\n\v\f\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Roster:
    """Rows as (rec_id, eight cells in the order of FIELDS)."""

    missing: tuple[str, ...]  # fields without a column
    rows: Iterator[tuple[str, Sequence[str]]]


def read_roster(path: Path) -> Roster:
    """Raises Refused where there is no file, no heading or nobody to tell apart."""
    if not path.is_file():
        raise Refused("roster.missing", f"没有找到文件 {path}", "请核对文件名和所在文件夹")
    lines = _records(path)
    ahead = [record for _, record in zip(range(_LOOKED_AT), lines, strict=False)]
    for at, record in enumerate(ahead):
        places = _places(record)
        if "name" in places or "id_no" in places:
            missing = tuple(f for f in FIELDS if f not in places)
            return Roster(missing, _rows(chain(ahead[at + 1 :], lines), places))
    raise Refused("roster.heading", f"{path.name} 前 {_LOOKED_AT} 行没有找到表头", "表头至少要有“姓名”（name）或“身份证号”（id_no）一列")


def _places(record: Sequence[str]) -> dict[str, int]:
    """Field → column; the first of two columns of one meaning counts."""
    found: dict[str, int] = {}
    for at, cell in enumerate(record):
        heading = re.sub(r"[(（\[【].*", "", squeeze(narrow(cell)).strip("*：:\ufeff")).lower().replace("-", "_")
        if (field := _FIELD.get(heading)) and field not in found:
            found[field] = at
    return found


def _rows(records: Iterable[Sequence[str]], places: dict[str, int]) -> Iterator[tuple[str, Sequence[str]]]:
    own = places.get("rec_id", -1)
    columns = [places.get(field, -1) for field in FIELDS]
    in_order = columns == list(range(columns[0], columns[0] + len(FIELDS)))
    first, width = columns[0], max(*columns, own) + 1
    for number, record in enumerate(records, 1):
        if not record:
            continue
        if len(record) < width:
            record = [*record, *[""] * (width - len(record))]
        rec_id = record[own] if own >= 0 else str(number)
        yield rec_id, record[first : first + len(FIELDS)] if in_order else [record[c] if c >= 0 else "" for c in columns]


def _records(path: Path) -> Iterator[Sequence[str]]:
    with path.open("rb") as file:
        start = file.read(8)
    if start[:4] == b"PK\x03\x04" or start == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        yield from _of_workbook(path)
        return
    encoding = _encoding(path)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        sample = file.read(1 << 16)
        file.seek(0)
        separator = max(",;\t", key=lambda s: sample.split("\n", 1)[0].count(s))
        csv.field_size_limit(1 << 24)
        yield from csv.reader((line.replace("\0", "") for line in file), delimiter=separator)


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(2)
        if start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")("strict")
        try:
            while chunk := file.read(1 << 22):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "gb18030"
    return "utf-8-sig"


def _of_workbook(path: Path) -> Iterator[Sequence[str]]:
    """All sheets of a workbook, one below the other."""
    from jiaxin.kit.sheets.cells import open_workbook
    from jiaxin.kit.sheets.limits import DEFAULT

    with open_workbook(path, replace(DEFAULT, rows=2_000_000)) as workbook:
        for sheet in workbook.sheets:
            for row in sheet.rows():
                yield [written(cell) for cell in row.cells]
