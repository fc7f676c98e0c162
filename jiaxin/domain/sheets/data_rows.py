"""数据行 — which rows under a heading are data, and which are totals, signatures, notes or headings again.

A row with an identity number or a phone is data. Otherwise it is looked at: what begins with 合计 or 注：,
what is signed, numbered columns (1, 2, 3 …), a heading repeated on the next page, a row that tells how to
fill in the columns (必填, 18位, 如：2026-01-01), a model row (示例), and rows in which nothing but a number or a company was filled in beforehand, are no data.

Below its rows a sheet may hold another table, with a heading of its own (`other_tables`): its entries cannot be read
under this heading, and are told apart, so that none is lost in silence.
"""

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from jiaxin.domain.sheets import other_tables
from jiaxin.domain.sheets.headings import bare
from jiaxin.domain.sheets.source import Cell, Row
from jiaxin.domain.values.text import means_nothing, plain, squeeze

_TOTALS = re.compile(r"(?:合计|总计|小计|共计|汇总|总人数|总数|累计|本页|本月|人数|平均)")
_WHOLE_TOTAL = re.compile(r"(?:合|总|小|共|累)\s*计|total|sum", re.IGNORECASE)
_NOTE = re.compile(
    r"[*※]|(?:注|备注|说明|填表说明|填报说明|注意|注意事项|附注|要求|温馨提示|提示|备\s*注)\s*[:：\d]|(?:\d+|[一二三四五])[.、)）].{6,}"
)
_SIGNED = re.compile(
    r"负责人|填表人|填报人|制表|审核|经办人|联系人|签字|签名|盖章|公章|单位章|填表日期|填报日期|报送|打印|联系电话[:：]|日期[:：]|页|\(章\)|（章）"
)
_MODEL = re.compile(r"(?:填写)?(?:示例|样例|范例|举例|例|例如|模板|example)[:：]?\Z", re.IGNORECASE)
# how to fill in a column, in whole or as a part of the cell
_HINT = re.compile(
    r"(?:非?必[填录]项?|选填项?|可选|可不填|单选|多选|下拉\w*|文本\w*|数字|数值|日期|字符\w*|整数|自动\w*|系统\w*)\Z"
    r"|.*(?:格式|精确到|下拉|\d+位|与\w*一致|不超过\d|必填|选填)|(?:请|须|应|可)?(?:填写?|输入|选择|选)|(?:请|须|应|不要|例如|如[:：])"
)
_ID_LIKE = re.compile(r"[\dXx*]{14,19}\Z|\d\.\d+[eE]\+?\d+\Z")
_DIGITS = 6  # that a number has at least, however damaged it is
_PHONE_LIKE = re.compile(r"(?:\+?86)?1\d{10}\Z")
_SERIAL = re.compile(r"\d{1,6}(?:\.0)?\Z")


class RowJudge:
    """Judges the rows of one sheet. `columns`: column name → index.

    `sources`  after a heading that stands again in another order: for each column of the first heading the
               index its cells now have, -1 for none. None while the order is that of the first heading.
    `other`    whether the rows now belong to another table, until the own heading stands again.
    """

    def __init__(
        self, columns: Mapping[str, int], anchors: Sequence[str], headings: Sequence[str], identifying: Sequence[int]
    ) -> None:
        self._indexes = tuple(columns.values())
        self._anchors = tuple(columns[a] for a in anchors if a in columns)
        self._identifying = tuple(identifying)
        self._headings = tuple(headings)
        once = Counter(headings)
        self._place = {h: i for i, h in enumerate(headings) if h and once[h] == 1}
        self.begin()

    def begin(self) -> None:
        """Under the first heading, before the first row."""
        self.sources: tuple[int, ...] | None = None
        self.other = False

    def is_data(self, row: Row) -> bool:
        cells = row.cells
        width = len(cells)
        for index in self._identifying:
            if index < width and (cell := cells[index]) is not None:
                text = cell if isinstance(cell, str) else plain(cell)
                if len(text) >= 11 and _identifies(text):
                    return not self._model(cells)
        return self._looks_like_data(cells)

    def _model(self, cells: Sequence[Cell]) -> bool:
        for cell in cells:
            if cell is None:
                continue
            if not isinstance(cell, str):
                return False
            if text := plain(cell):
                return _MODEL.match(text) is not None
        return False

    def _looks_like_data(self, cells: Sequence[Cell]) -> bool:
        filled = [(i, text) for i, c in enumerate(cells) if c is not None and (text := plain(c))]
        if not filled or self._model(cells):
            return False
        texts = [t for _, t in filled]
        if self._heading_again(filled) or _numbered(filled) or _told(texts):
            return False
        if other_tables.is_heading(texts, self._place):
            self.other = True
            return False
        few = len(filled) <= max(4, len(self._indexes) // 3)
        if _total(texts, few) or (few and _aside(texts)):
            return False
        anchored = [t for i, t in filled if i in self._anchors]
        if self._anchors and not anchored:
            # nothing that names a person: a row only if much else of hers is there
            return sum(1 for i, _ in filled if i in self._indexes) > max(3, len(self._indexes) // 3)
        if len(filled) == 1:
            return _could_be_entry(texts[0])
        return any(i in self._indexes for i, _ in filled)

    def turned(self, cells: Sequence[Cell]) -> bool:
        """Whether the cells, as they stand in the file, are the heading once more; `sources` then follows."""
        again = self._heading_again([(i, text) for i, c in enumerate(cells) if c is not None and (text := plain(c))])
        self.other = self.other and not again
        return again

    def of_another(self, cells: Sequence[Cell]) -> bool:
        """Whether a row over the heading or in another table is an entry there: it names somebody and says more of her."""
        filled = [c for c in cells if c is not None and plain(c)]
        return other_tables.is_entry(filled) and not self._model(filled)

    def continued(self, own: Sequence[Cell], filled: Sequence[Cell]) -> bool:
        """Whether a row over which a name or number is merged downwards says something of its own: `own`, without what
        came from above; `filled`, with it."""
        texts = [text for i in self._indexes if i < len(own) and own[i] is not None and (text := plain(own[i]))]
        if not texts or _total(texts, few=True) or _aside(texts) or _told(texts):
            return False
        return self._looks_like_data(filled) and any(i < len(own) and own[i] != filled[i] for i in self._anchors)

    def _heading_again(self, filled: Sequence[tuple[int, str]]) -> bool:
        said = {i: bare(t)[0] for i, t in filled}
        own = self._headings
        same = sum(1 for i, words in said.items() if words in self._place or (i < len(own) and own[i] == words))
        if same < 2 or same * 2 <= len(filled):
            return False
        now = {words: i for i, words in said.items()}
        moved = {at: now[words] for words, at in self._place.items() if now.get(words, at) != at}
        taken = set(moved.values())
        sources = tuple(moved.get(at, -1 if at in taken else at) for at in range(len(own)))
        self.sources = sources if any(sources[i] != i for i in self._indexes) else None
        return True


def _identifies(text: str) -> bool:
    """Whether it is meant for an identity number or a phone, however damaged. Of digits alone no more need be asked."""
    like = _ID_LIKE.match(text) or _PHONE_LIKE.match(text) or len(squeeze(text)) in (15, 18)
    return bool(like) and (text.isdigit() or (sum(c.isdigit() for c in text) >= _DIGITS and not _SIGNED.search(text)))


def _numbered(filled: Sequence[tuple[int, str]]) -> bool:
    """A row that numbers the columns: 1 2 3 … or (1) (2) (3) … or 甲 乙 1 2 …"""
    numbers = [t.strip("()（） ") for _, t in filled]
    whole = [int(n.removesuffix(".0")) for n in numbers if _SERIAL.match(n)]
    if len(whole) < 4 or len(whole) < len(numbers) - 3:
        return False
    return all(b - a == 1 for a, b in itertools.pairwise(whole))


def _told(texts: Sequence[str]) -> bool:
    """A row that tells how to fill in the columns: most of its cells do."""
    return len(texts) > 1 and sum(1 for t in texts if _HINT.match(t)) * 2 > len(texts)


def _total(texts: Sequence[str], few: bool) -> bool:
    if any(_WHOLE_TOTAL.match(squeeze(t)) and len(squeeze(t)) <= 12 for t in texts[:3]):
        return True
    return few and any(_TOTALS.match(squeeze(t)) for t in texts[:3])


def _aside(texts: Sequence[str]) -> bool:
    """Notes and signatures: few cells, and one of them says so."""
    if any(_NOTE.match(t) for t in texts[:2]):
        return True
    return any(_SIGNED.search(t) for t in texts) and all(not _PHONE_LIKE.match(t) for t in texts)


def _could_be_entry(text: str) -> bool:
    """One cell alone: a short name or number perhaps, not a sentence, not a section title."""
    return 2 <= len(text) <= 4 and not means_nothing(text)
