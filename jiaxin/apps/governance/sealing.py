"""What is said in a case: free text about people is sealed, the rest may stand in the open."""

import json
from collections.abc import Mapping, Sequence

from jiaxin.apps.access import vault
from jiaxin.domain.facts import Value
from jiaxin.domain.procedures.words import PRIVATE
from jiaxin.kit.canonical import canonical

NOBODY = "governance"  # a lead about nobody in particular
GONE = "（内容已随本人档案清除）"


def parted(said: Mapping[str, Value]) -> tuple[dict[str, Value], dict[str, Value]]:
    """(open, private)."""
    return (
        {name: value for name, value in said.items() if name not in PRIVATE},
        {name: value for name, value in said.items() if name in PRIVATE},
    )


def sealed(case: str, number: int, subject: str, private: Mapping[str, Value]) -> bytes:
    if not private:
        return b""
    owner = subject or NOBODY
    vault.ensure_keys([owner])
    return vault.seal_many([(owner, canonical(private), _associated(case, number))])[0]


def opened(rows: Sequence[tuple[str, int, str, bytes]]) -> list[dict[str, Value]]:
    """Private parts of events (case, number, subject, sealed); a stated gap where the key is destroyed."""
    boxes = [(subject or NOBODY, box, _associated(case, number)) for case, number, subject, box in rows if box]
    texts = iter(vault.open_many(boxes))
    found: list[dict[str, Value]] = []
    for _case, _number, _subject, box in rows:
        text = next(texts) if box else b"{}"
        found.append({"why": GONE} if text is None else json.loads(text))
    return found


def _associated(case: str, number: int) -> bytes:
    return b"governance_case_event:" + case.encode() + b":" + str(number).encode()
