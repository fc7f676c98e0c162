"""The fixture rosters as other offices would have sent them: other headings, other order, banners, blank columns.

Cells and truth stay as they are; only what surrounds them changes, so the scorer of the fixtures applies.
"""

import json
import random
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace

from jiaxin.domain.quality.known import Known
from jiaxin.domain.sheets.checking import check
from jiaxin.domain.sheets.source import column_letter
from jiaxin.kit.sheets.cells import open_workbook
from jiaxin.portals.console.check_sheet import shaped

FIXTURES = Path(__file__).parents[2] / "fixtures" / "rosters"
sys.path.insert(0, str(FIXTURES))
from score import score  # noqa: E402

AS_OF = date(2026, 11, 23)

HEADINGS = json.loads((Path(__file__).parent / "headings_of_other_offices.json").read_text("utf-8"))
EXPIRY = ("健康证有效期", "健康证截止日期", "健康证明到期时间", "体检有效期至", "健康证失效日期", "健康证有效期限")
WITHOUT_FIELD = (
    "编号",
    "民族",
    "年龄",
    "紧急联系人",
    "紧急联系人电话",
    "家属电话",
    "单位联系电话",
    "微信号",
    "身高",
    "健康证编号",
    "保险公司",
    "从业年限",
)
FORBIDDEN = (
    "宗教信仰情况",
    "婚否",
    "血型（ABO）",
    "属相",
    "子女情况",
    "有无传染病史",
    "月收入（元）",
    "名下房产",
    "星座",
)
FILLED = {
    "编号": lambda i: i + 1,
    "民族": lambda i: "汉",
    "年龄": lambda i: 30 + i % 30,
    "紧急联系人": lambda i: "王小样",
    "紧急联系人电话": lambda i: f"169{i:08d}",
    "家属电话": lambda i: f"168{i:08d}",
    "单位联系电话": lambda i: "16900000000",
    "微信号": lambda i: f"wx{i:06d}",
    "身高": lambda i: 155 + i % 20,
    "健康证编号": lambda i: f"JK2026{i:06d}",
    "保险公司": lambda i: "样例财产保险公司",
    "从业年限": lambda i: i % 20,
}


@dataclass(frozen=True)
class Row:
    number: int
    cells: list
    hidden: bool = False
    formulas: tuple = ()


class Sheet:
    def __init__(self, name, rows, hidden=False, merges=()):
        self.head = SimpleNamespace(name=name, hidden=hidden, hidden_columns=frozenset(), merges=tuple(merges))
        self._rows = rows

    def rows(self):
        return iter(self._rows)


def index_of(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def truth_of(name):
    return json.loads((FIXTURES / f"{name}.truth.json").read_text("utf-8"))


def sent_by_another_office(name, seed):
    """(workbook, truth) of a fixture under other headings; the truth keeps its rows, moved down."""
    r = random.Random(f"{name}-{seed}")
    truth = truth_of(name)
    expiry = name == "05-several-sheets"
    sheets, moved = [], []
    with open_workbook(FIXTURES / truth["file"]) as book:
        for sheet in book.sheets:
            one = next((s for s in truth["sheets"] if s["sheet"] == sheet.head.name), None)
            if one is None:
                sheets.append(Sheet(sheet.head.name, list(sheet.rows()), sheet.head.hidden))
                continue
            built, down = _rebuild(r, list(sheet.rows()), sheet.head, one, truth, expiry and one["sheet"] == "荻港门店")
            sheets.append(built)
            moved += [{**row, "row": row["row"] + down} for row in truth["rows"] if row["sheet"] == one["sheet"]]
    return SimpleNamespace(sheets=sheets), {
        **truth,
        "rows": moved,
        "sheets": [{**s, "unmapped": {}} for s in truth["sheets"]],
    }


def _rebuild(r, rows, head, one, truth, expiry):
    fields = {index_of(c): f for c, f in one["mapping"].items()}
    dropped = [d for d in truth["dropped_columns"] if d["sheet"] == one["sheet"]]
    forbidden = {index_of(d["column"]): d["heading"] for d in truth["dropped_columns"] if d["sheet"] == one["sheet"]}
    words = HEADINGS[truth["kind"]]
    columns = [(i, EXPIRY if expiry and f == "health_checked_on" else words[f]) for i, f in fields.items()]
    columns += [(i, (h,)) for i, h in forbidden.items()]
    columns += [(None, (h,)) for h in r.sample(WITHOUT_FIELD, 4)]
    r.shuffle(columns)
    heading = [_written(r, r.choice(said)) for _, said in columns]
    for d in dropped:
        at = next(k for k, (i, _) in enumerate(columns) if i == index_of(d["column"]))
        d["heading"], d["column"] = heading[at].strip(), column_letter(at)
    old, banner = max(one["header_rows"]), r.randrange(0, 4)
    down = banner + 1 - old
    out = [
        Row(n + 1, [("样例区家政服务人员信息汇总", "填报单位：样例家政", "填报日期：2026年11月")[n]])
        for n in range(banner)
    ]
    out.append(Row(banner + 1, heading))
    place = {i: at for at, (i, _) in enumerate(columns) if i is not None}
    data = {row["row"] for row in truth["rows"] if row["sheet"] == one["sheet"]}
    for row in rows:
        if row.number <= old:
            continue
        if row.number in data:
            cells = [
                (row.cells[i] if i < len(row.cells) else None) if i is not None else FILLED[said[0]](row.number)
                for i, said in columns
            ]
        else:
            cells = row.cells
        out.append(Row(row.number + down, cells, row.hidden, tuple(place[f] for f in row.formulas if f in place)))
    merges = [(a + down, place[b], c + down, place[b]) for a, b, c, d in head.merges if a > old and b in place]
    return Sheet(one["sheet"], out, False, merges), down


def _written(r, words):
    """The same words with the habits of a typist."""
    habit = r.randrange(8)
    if habit == 0 and len(words) == 2:
        return f"{words[0]}  {words[1]}"
    return {1: f"{words}（必填）", 2: f"*{words}", 3: f"{words}：", 4: f" {words[:2]}\n{words[2:]} "}.get(habit, words)


def scored(workbook, truth, known=None, notes=None):
    checking = check(workbook, AS_OF, known=known or Known())
    return score(truth, shaped(checking), notes), checking


def workers_of_first():
    """Who is on file after the first fixture, for the training register."""
    with open_workbook(FIXTURES / "01-template-order.xlsx") as book:
        rows = check(book, AS_OF).rows()
        return Known(workers={r.values["id_number"]: r.values["name"] for r in rows if r.status in ("ok", "warning")})
