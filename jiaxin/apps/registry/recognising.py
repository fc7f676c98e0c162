"""认人 — which of the persons named are filed already, and under the same name. Nothing is opened.

Beside the keyed index of an identity number lies a keyed mark of number and name together: where the
marks are equal, so are the names. A name is opened only where there is no mark to compare: a file made
before marks were kept, or one that has become part of another.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import connection

from jiaxin.apps.access import vault
from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.registry.opening import people
from jiaxin.kit.bulk import chunks

IN_ONE_QUERY = 900


class Marks(NamedTuple):
    """What tells a person apart without saying who it is."""

    number: bytes
    name: bytes


class Recognised(NamedTuple):
    subject: str
    same_name: bool  # also where no name was given


def marks_of(named: Sequence[tuple[str, str]]) -> list[Marks]:
    """`named` gives (name, identity number), both in their one written form."""
    numbers = vault.blind_index_many("id_number", [number for _, number in named])
    both = vault.marks("name_of_number", [f"{number}\x1f{name}".encode() for name, number in named])
    return list(map(Marks, numbers, both))


def recognised(named: Sequence[tuple[str, str]], marks: Sequence[Marks]) -> list[Recognised | None]:
    """Each person's subject, or None for who is not filed. `marks` are those of `named`."""
    filed = _filed(mark.number for mark in marks)
    unmarked = {subject for subject, name_mark in filed.values() if name_mark is None}
    opened = people(sorted(unmarked)) if unmarked else {}
    found: list[Recognised | None] = []
    for (name, _), mark in zip(named, marks, strict=True):
        if (one := filed.get(mark.number)) is None:
            found.append(None)
            continue
        subject, name_mark = one
        if name_mark is None:
            same = subject not in opened or opened[subject].name == name
        else:
            same = name_mark == mark.name
        found.append(Recognised(subject, same or not name))
    return found


@beyond("按证件号认人：只比对标记")
def _filed(numbers: Iterable[bytes]) -> dict[bytes, tuple[str, bytes | None]]:
    """Index of a number → subject, and the mark of its name unless it must be opened."""
    found: dict[bytes, tuple[str, bytes | None]] = {}
    with connection.cursor() as cursor:
        for some in chunks(list(dict.fromkeys(numbers)), IN_ONE_QUERY):
            cursor.execute(
                "SELECT i.id_index, i.subject, i.name_mark, s.alias_of"
                " FROM registry_identity i JOIN registry_subject s ON s.id = i.subject"
                f" WHERE i.id_index IN ({','.join(['%s'] * len(some))})",
                some,
            )
            for index, subject, name_mark, alias_of in cursor.fetchall():
                mark = bytes(name_mark) if name_mark is not None and not alias_of else None
                found[bytes(index)] = (alias_of or subject, mark)
    return found
