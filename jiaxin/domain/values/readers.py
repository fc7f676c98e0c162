"""读法 — how a cell becomes the value of a field, by code.

A reader takes one raw cell and returns `(value, codes)`: the canonical value or nothing, and the codes of
what is wrong (their sentences live in `domain/quality`). Readers know no row and no date of today.
All codes: see `READERS`. Values are text, whole numbers, true/false or lists of text; dates are ISO text.

Not here  whether a value is plausible (quality), which column it came from (sheets).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from jiaxin.domain.facts import Value
from jiaxin.domain.values import amounts, credit_code, dates, identity_number, names, phone, region, skill_number, words
from jiaxin.domain.values.text import (
    FAILED,
    is_filler,
    means_nothing,
    narrow_letters,
    plain,
    squeeze,
    written,
)
from jiaxin.domain.values.words import Words

Read: TypeAlias = tuple[Value, tuple[str, ...]]
Reader: TypeAlias = Callable[[object], Read]

EMPTY: Read = (None, ())
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{1,2}\Z")
_OFFSET = "+08:00"  # ASSUMED: sheets tell the time of China


@dataclass(frozen=True, slots=True)
class Manner:
    """How one column wants its cells read.

    words     closed list, label first
    nothing   words such as 无 mean an empty cell; otherwise they are fillers
    expiry    the column gives the day a thing runs out, the field wants the day it began, a year before
    many      the cell holds a list
    times     what a bare number counts in: 10,000 under a heading such as 注册资本（万元）
    """

    words: Words = ()
    nothing: bool = True
    expiry: bool = False
    many: bool = False
    times: int = 1


def _guarded(manner: Manner, inner: Callable[[str, object], Read], digits_are_filler: bool = True) -> Reader:
    """What every reader does first: blank, failed calculation, filler, nothing. A word of the list is no filler."""
    known = frozenset(word for entry in manner.words for word in entry)  # 12345 is a hotline too

    def read(cell: object) -> Read:
        if cell is None:
            return EMPTY
        text = plain(cell)
        if not text:
            return EMPTY
        if text in FAILED:
            return None, ("cell-error",)
        if means_nothing(text):
            return EMPTY if manner.nothing else (None, ("placeholder",))
        if is_filler(text) and text not in known and (digits_are_filler or not text[0].isdigit()):
            return None, ("placeholder",)
        return inner(text, cell)

    return read


def _name(manner: Manner) -> Reader:
    def inner(text: str, cell: object) -> Read:
        value = names.normal(text)
        return (None, ("name-invalid",)) if names.fault(value) else (value, ())

    return _guarded(manner, inner)


def _id_number(manner: Manner) -> Reader:
    def inner(text: str, cell: object) -> Read:
        if isinstance(cell, (int, float)) and abs(cell) >= 10**15:
            return None, ("id-lost-digits",)
        if _SCIENTIFIC.match(text):
            return None, ("id-lost-digits",)
        value = identity_number.normal(text)
        code = identity_number.fault(value)
        return (None, (code,)) if code else (value, ())

    return _guarded(manner, inner)


def _sex(manner: Manner) -> Reader:
    known = {"男": "男", "女": "女", "男性": "男", "女性": "女", "m": "男", "f": "女", "male": "男", "female": "女"}

    def inner(text: str, cell: object) -> Read:
        value = known.get(squeeze(text).lower())
        return (value, ()) if value else (None, ("gender-unknown",))

    return _guarded(manner, inner)


def _date(manner: Manner, month_is_enough: bool = False) -> Reader:
    def inner(text: str, cell: object) -> Read:
        read = dates.parse(cell)
        if read.code == "date-invalid" and isinstance(cell, str):
            read = dates.parse(dates.last_of_range(text))
        if read.code:
            return None, (read.code,)
        if read.precision is not dates.Precision.DAY and not (
            month_is_enough and read.precision is dates.Precision.MONTH
        ):
            return None, ("date-incomplete",)
        return (dates.years_earlier(read.iso) if manner.expiry else read.iso), ()

    return _guarded(manner, inner)


def _month_or_date(manner: Manner) -> Reader:
    return _date(manner, month_is_enough=True)


def _datetime(manner: Manner) -> Reader:
    day = _date(manner)

    def inner(text: str, cell: object) -> Read:
        if moment := dates.instant(cell):
            return moment.isoformat() + _OFFSET, ()
        value, codes = day(cell)
        return (f"{value}T00:00:00{_OFFSET}" if value else None), codes

    return _guarded(manner, inner)


def _phone(parse: Callable[[str], tuple[str, str]]) -> Callable[[Manner], Reader]:
    """`parse`: of a person, who must be reached by text message; or of a company, which may have a fixed line alone."""

    def build(manner: Manner) -> Reader:
        def inner(text: str, cell: object) -> Read:
            value, code = parse(text)
            return value or None, (code,) if code else ()

        return _guarded(manner, inner)

    return build


def _credit_code(manner: Manner) -> Reader:
    def inner(text: str, cell: object) -> Read:
        value = credit_code.normal(text)
        if credit_code.fault(value):
            return None, ("usc-invalid",)
        return value, () if credit_code.inner_fits(value) else ("usc-inner",)

    return _guarded(manner, inner)


def _company_name(manner: Manner) -> Reader:
    return _guarded(manner, lambda text, cell: (squeeze(narrow_letters(written(cell))), ()))


def _text(manner: Manner) -> Reader:
    return _guarded(manner, lambda text, cell: (narrow_letters(written(cell)), ()))


def _as_said(manner: Manner) -> Reader:
    """What somebody else's system says of itself, whatever it says: AAA is a grade there and no filler."""

    def read(cell: object) -> Read:
        text = plain(cell) if cell is not None else ""
        if text in FAILED:
            return None, ("cell-error",)
        return EMPTY if not text or means_nothing(text) else (narrow_letters(written(cell)), ())

    return read


def _code_text(manner: Manner) -> Reader:
    return _guarded(manner, lambda text, cell: (squeeze(text).upper(), ()))


def _listed(unknown: str, strip: str = "") -> Callable[[Manner], Reader]:
    """A closed list. An unknown word gives nothing, with a code."""

    def build(manner: Manner) -> Reader:
        lexicon = words.Lexicon(manner.words, strip)

        def inner(text: str, cell: object) -> Read:
            if manner.many:
                known, strange = lexicon.split(text)
                return known or None, (unknown,) if strange else ()
            value = lexicon.find(text)
            return (value, ()) if value else (None, (unknown,))

        return _guarded(manner, inner)

    return build


def _insurance_kind(manner: Manner) -> Reader:
    """An open list: a kind we do not know is kept as it is written."""
    lexicon = words.Lexicon(manner.words)
    return _guarded(manner, lambda text, cell: (lexicon.find(text) or squeeze(text), ()))


def _employment_mode(manner: Manner) -> Reader:
    lexicon = words.Lexicon(manner.words, r"(?:制|用工|人员|性质|型|类)+$")
    agency = next((label for label in lexicon.labels if label.startswith("中介")), None)

    def inner(text: str, cell: object) -> Read:
        value = lexicon.find(text)
        if value is None and text.startswith("中介"):
            value = agency
        return (value, ()) if value else (None, ("mode-unknown",))

    return _guarded(manner, inner)


def _job_types(manner: Manner) -> Reader:
    lexicon = words.Lexicon(manner.words)

    def inner(text: str, cell: object) -> Read:
        known, strange = lexicon.split(text)
        return known or None, ("job-unknown",) if strange else ()

    return _guarded(manner, inner)


def _skill_level(manner: Manner) -> Reader:
    def inner(text: str, cell: object) -> Read:
        value = words.level(written(cell))
        return (value, ()) if value else (None, ("level-unknown",))

    return _guarded(manner, inner, digits_are_filler=False)


def _skill_number(manner: Manner) -> Reader:
    def inner(text: str, cell: object) -> Read:
        lost = isinstance(cell, float) and cell >= 10**15
        value = skill_number.normal(text)
        return (None, ("skill-number-pattern",)) if lost or skill_number.fault(value) else (value, ())

    return _guarded(manner, inner)


def _hours(manner: Manner) -> Reader:
    def inner(text: str, cell: object) -> Read:
        value = amounts.hours(cell)
        return (amounts.shown(value), ()) if value is not None else (None, ("training-hours-invalid",))

    return _guarded(manner, inner, digits_are_filler=False)


def _amount(parse: Callable[[object], int | None], code: str = "number-invalid") -> Callable[[Manner], Reader]:
    def build(manner: Manner) -> Reader:
        def inner(text: str, cell: object) -> Read:
            value = parse(cell)
            return (value, ()) if value is not None else (None, (code,))

        return _guarded(manner, inner, digits_are_filler=False)

    return build


def _money(manner: Manner) -> Reader:
    """A unit in the cell itself (元, 万) wins over that of the heading."""
    return _amount(lambda cell: amounts.fen(cell, manner.times))(manner)


def _decimal(manner: Manner) -> Reader:
    def inner(text: str, cell: object) -> Read:
        value = amounts.decimal(cell)
        return (amounts.shown(value), ()) if value is not None else (None, ("number-invalid",))

    return _guarded(manner, inner, digits_are_filler=False)


def _yes_no(manner: Manner) -> Reader:
    """Own words of the field first (合格 / 不合格), then the usual ones."""
    own = {spelling: at == 0 for at, entry in enumerate(manner.words[:2]) for spelling in entry}

    def read(cell: object) -> Read:
        text = plain(cell)
        if not text or text in ("/", "-", "—"):
            return EMPTY
        if text in FAILED:
            return None, ("cell-error",)
        value = own.get(squeeze(text))
        if value is None:
            value = words.yes_no(text)
        return (value, ()) if value is not None else (None, ("choice-unknown",))

    return read


def _consent(manner: Manner) -> Reader:
    """Empty, 否, 未签 → false. A version named in the cell is left to the check on versions."""

    def read(cell: object) -> Read:
        text = plain(cell)
        if text in FAILED:
            return None, ("cell-error",)
        if not text or means_nothing(text):
            return False, ()
        if is_filler(text) and text[0] not in "xX?":
            return None, ("placeholder",)
        value = words.signed(text)
        if value is None and dates.parse(cell).iso:
            value = True  # the day of signing stands where yes was asked
        version = re.search(r"(20\d{2})\s*年?版", text)
        if value is None and version:
            value = True
        if value and version:
            return True, (f"consent-version:{version[1]}",)
        return bool(value), ()

    return read


def _region(manner: Manner) -> Reader:
    def inner(text: str, cell: object) -> Read:
        value = squeeze(text)
        code = region.fault(value)
        return (None, (code,)) if code else (value, ())

    return _guarded(manner, inner)


READERS: MappingProxyType[str, Callable[[Manner], Reader]] = MappingProxyType(
    {
        "name": _name,
        "id_number": _id_number,
        "sex": _sex,
        "date": _date,
        "month_or_date": _month_or_date,
        "datetime": _datetime,
        "health_date": _date,
        "phone": _phone(phone.parse),
        "company_phone": _phone(phone.parse_of_company),
        "education": _listed("education-unknown", r"^全日制|毕业$"),
        "address": _text,
        "credit_code": _credit_code,
        "company_name": _company_name,
        "employment_mode": _employment_mode,
        "job_types": _job_types,
        "health_class": _listed("class-unknown", r"类$|人员$|服务员$"),
        "text": _text,
        "as_said": _as_said,
        "long_text": _text,
        "skill_level": _skill_level,
        "skill_number": _skill_number,
        "hours": _hours,
        "insurance_kind": _insurance_kind,
        "yes_no": _yes_no,
        "consent": _consent,
        "money_fen": _money,
        "whole_number": _amount(amounts.whole),
        "decimal": _decimal,
        "choice": _listed("choice-unknown", r"^已"),
        "region": _region,
        "file": _text,
        "stars": _amount(amounts.stars, "stars-invalid"),
        "code_text": _code_text,
    }
)


# Text in its one written form already, of which a reader has nothing to say whatever the manner: it is its own value.
# Most numbers and addresses of a roster are, and none of them repeats. A test holds each against the whole reader.
_WRITTEN = r"[\u4e00-\u9fffA-WYZ][\u4e00-\u9fff0-9A-Z]{4,}\Z"  # longer than any filler; a row of X is one
AS_WRITTEN: MappingProxyType[str, Callable[[str], object]] = MappingProxyType(
    {
        "id_number": identity_number.is_sound,
        "phone": re.compile(r"1[3-9][0-9]{9}\Z").match,
        "skill_number": re.compile(r"[YS][0-9]{21}\Z").match,
        "address": re.compile(_WRITTEN).match,
        "text": re.compile(_WRITTEN).match,
        "long_text": re.compile(_WRITTEN).match,
        "code_text": re.compile(r"[A-WYZ][0-9A-Z]{4,}\Z").match,
    }
)


def reader(code: str, manner: Manner | None = None) -> Reader:
    """The reader of a code, for a column that wants it in this manner."""
    whole = READERS[code](manner or Manner())
    as_written = AS_WRITTEN.get(code)
    if as_written is None:
        return whole

    def read(cell: object) -> Read:
        return (cell, ()) if type(cell) is str and as_written(cell) else whole(cell)

    return read
