"""错列 — cells that stand in another column's place go where their content belongs.

A row is looked at only when a cell cannot be what its column says: a name with digits, a number with Chinese
characters, a phone of eighteen digits, a sex that is none. Then every cell is sorted by what it looks like. Before
that a company, a trade or a place in the name's column changes seats with the name, where exactly one cell is one.
"""

import re

from jiaxin.domain.identity.places_named import PROVINCE, is_trade
from jiaxin.domain.values.names import SURNAMES, ordinary

_ID = re.compile(r"\s*'?[\d*●×xX•\s-]{14,20}[\dXx*●×]?\s*\Z|\d\.\d+E\+17\Z", re.IGNORECASE)
_PHONE = re.compile(r"(?:\+?86)?[\s-]*1\d{2}[\s-]?\d{4}[\s-]?\d{4}(?:\.0)?(?!\d)")
_DAY = re.compile(r"(?:19|20)\d\d\s*[-./年]|(?:19|20)\d{6}\Z|(?:19|20)\d\d年?\Z")
_SEX = frozenset("男女FM") | {"男性", "女性"}
_WORK = re.compile("公司|家政|服务部|服务社|中心|工作室")
_PLACE = re.compile("[省市县区州盟旗]\\Z|[省市].")
_DIGIT = re.compile(r"\d")
_HAN = re.compile("[\u3400-\u9fff]")
_ELEVEN = re.compile(r"(?<!\d)1\d{10}(?!\d)")

# name, sex, id_no, birth, phone, native, job, company
Cells = tuple[str, str, str, str, str, str, str, str]


def name_elsewhere(cells: Cells) -> int:
    """The only cell of the Chinese columns that is a name, where the name's cell is something else; 0 where there is none."""
    name = cells[0]
    if ordinary(name) and not is_trade(name):
        return 0
    if not (is_trade(name) or _WORK.search(name) or PROVINCE.match(name) or (_HAN.match(name) and name[0] not in SURNAMES)):
        return 0
    places = [place for place in (5, 6, 7) if ordinary(cells[place]) and not is_trade(cells[place]) and not _PLACE.search(cells[place])]
    return places[0] if len(places) == 1 and not _WORK.search(cells[places[0]]) and not PROVINCE.match(cells[places[0]]) else 0


def seats_changed(cells: Cells, place: int) -> Cells:
    """Name and this cell, each in the other's place."""
    changed = list(cells)
    changed[0], changed[place] = cells[place], cells[0]
    return tuple(changed)  # type: ignore[return-value]  # mypy does not count a list: two of the eight cells changed places


def misplaced(cells: Cells) -> bool:
    """Can one of the first columns not be what it is called?"""
    name, sex, number, birth, phone, native, _, _ = cells
    if (
        name.isalpha()
        and name not in _SEX
        and len(sex) < 3
        and (not number or (len(number) > 14 and number[0] in "0123456789"))
        and len(birth) < 11
        and (not phone or (len(phone) == 11 and phone.isdigit()))
        and not native[:1].isdigit()
    ):
        return False
    return bool(
        (name and (name in _SEX or _looks_numeric(name)))
        or (sex and len(sex) > 2)
        or (len(number) == 11 and number.isdigit())
        or (len(number) in (8, 10) and _DAY.match(number))
        or (number and len(number) <= 4 and number[0] in SURNAMES and len(number) > 1)
        or (number and len(number) > 4 and _HAN.match(number) and not _DIGIT.search(number))
        or (len(birth) >= 11 and birth[:11].replace("*", "0").isdigit())
        or (phone and ((_HAN.match(phone) and phone not in ("无", "暂无")) or (len(phone) >= 15 and _ID.match(phone))))
        or (phone and _DAY.match(phone) and len(phone) <= 11 and not phone.isdigit())
        or (native and _DIGIT.match(native))
    )


def _looks_numeric(text: str) -> bool:
    return sum(c.isdigit() for c in text) >= 8 and not _HAN.search(text)


def sorted_out(cells: Cells) -> Cells:
    """The same contents, each under the column it looks like; what fits two columns stays nearer to its own."""
    found: dict[str, str] = {}
    left: list[tuple[int, str]] = []
    for place, text in enumerate(cells):
        if not text:
            continue
        kind = _kind(text, place)
        if kind and kind not in found:
            found[kind] = text
        elif not kind:
            left.append((place, text))
    for place, text in left:
        own = ("name", "", "", "", "", "native", "job", "company")[place]
        for kind in (own, "name", "job" if is_trade(text) else "native", "native", "job", "company"):
            if kind and kind not in found and _may_be(kind, text, place):
                found[kind] = text
                break
    return tuple(found.get(k, "") for k in ("name", "sex", "id", "birth", "phone", "native", "job", "company"))  # type: ignore[return-value]  # eight of them


def _kind(text: str, place: int) -> str:
    """By shape alone; empty where shape does not tell."""
    if text in _SEX or (place == 1 and text in "12"):
        return "sex"
    if _DAY.match(text):
        return "birth"
    if (_PHONE.match(text) and len(text) < 15) or _ELEVEN.search(text):
        return "phone"
    if _ID.match(text):
        return "id"
    if place == 3 and text.isdigit() and len(text) == 5:
        return "birth"
    if _WORK.search(text) and len(text) > 3:
        return "company"
    return "native" if _PLACE.search(text) and len(text) > 2 else ""


def _may_be(kind: str, text: str, place: int) -> bool:
    if kind == "name":
        return place <= 4 and 2 <= len(text) <= 12 and bool(_HAN.match(text)) and (text[0] in SURNAMES or place == 0)
    if kind == "native" and is_trade(text):
        return False
    own = {"native": 5, "job": 6, "company": 7}[kind]
    return abs(place - own) <= 1 and bool(_HAN.search(text))
