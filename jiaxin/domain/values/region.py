"""行政区划代码 — six digits for a county, nine for a street, twelve for a village or community.

Source  GB/T 2260 (six digits); 统计用区划代码 of the statistics bureau (nine and twelve).
Changes counties are abolished and merged; `region_history.toml` says what became of a code. The table
        holds only what is confirmed and is no reason to refuse anything.
Not here  names and boundaries of a district's streets (they come in as an area tree).
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from jiaxin.domain.errors import Refused
from jiaxin.domain.values.text import narrow, squeeze

PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)
_FORM = re.compile(r"\d{6}(?:\d{3})?(?:\d{3})?\Z")


@dataclass(frozen=True, slots=True)
class Abolished:
    code: str
    name: str
    year: int
    now: str


@dataclass(frozen=True, slots=True)
class Region:
    code: str

    @property
    def level(self) -> str:
        if len(self.code) == 6:
            return "province" if self.code.endswith("0000") else "city" if self.code.endswith("00") else "county"
        return "street" if len(self.code) == 9 else "community"

    def within(self, other: "Region") -> bool:
        """Whether this lies in that: 340212100 lies in 340212, and 340212 in 340200."""
        upper = other.code
        if len(upper) == 6:
            upper = upper[:2] if upper.endswith("0000") else upper[:4] if upper.endswith("00") else upper
        return self.code.startswith(upper)


@cache
def history() -> Mapping[str, Abolished]:
    """Abolished codes by code."""
    text = files("jiaxin.domain.values").joinpath("region_history.toml").read_text(encoding="utf-8")
    found = (Abolished(e["code"], e["name"], e["year"], e["now"]) for e in tomllib.loads(text)["abolished"])
    return MappingProxyType({one.code: one for one in found})


def fault(text: str) -> str:
    """`region-invalid` for what cannot be a code; empty otherwise."""
    return "" if _FORM.match(text) and text[:2] in PROVINCES else "region-invalid"


def read(text: str) -> Region:
    code = squeeze(narrow(text))
    if fault(code):
        raise Refused("region-invalid", f"区划代码不对：{code[:12]}", "请填写6位、9位或12位区划代码")
    return Region(code)
