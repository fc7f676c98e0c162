"""电话 — the mobile numbers in a cell, up to three, as eleven digits each.

Any eleven digits beginning with 1 count: for recognising a person it does not matter whether the number is
in service. Landlines and numbers of fewer places are left out.
"""

import re

from jiaxin.domain.values.text import narrow

MOST = 3
_PLAIN = re.compile(r"1\d{10}\Z")
_AHEAD = re.compile(r"(?:\+|00)?86[-\s]*(?=1[\d\s-]{10})")
_INSIDE = re.compile(r"(?<=\d)[-\s‐‑–—](?=\d)|\.0\Z")
_ELEVEN = re.compile(r"(?<!\d)1\d{10}(?!\d)")
_SCIENTIFIC = re.compile(r"1\.(\d{1,10})E\+10\Z")


def phones(cell: str) -> tuple[str, ...]:
    if _PLAIN.match(cell):
        return (cell,)
    if not cell:
        return ()
    text = _AHEAD.sub("", narrow(cell).strip())
    found = _ELEVEN.findall(text)
    if not found:
        joined = _INSIDE.sub("", text)
        found = _ELEVEN.findall(joined) or [joined[at : at + 11] for at in range(0, len(joined) - 10, 11) if joined.isdigit() and joined[at] == "1"]
        if not found and (shown := _SCIENTIFIC.match(text.upper())) and len(shown[1]) == 10:
            found = ["1" + shown[1]]
    return tuple(dict.fromkeys(found))[:MOST]
