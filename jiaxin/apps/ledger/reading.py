"""Reading the log back: rows to entries, with or without opening what is sealed."""

from collections.abc import Sequence

from django.db import connection

from jiaxin.apps.access import vault
from jiaxin.apps.ledger import encoding
from jiaxin.domain.facts import Entry
from jiaxin.kit.bulk import chunks

_COLUMNS = "position, id, key_owner, body, sealed, leaf"
Row = tuple[int, str, str, bytes, bytes, bytes]
IN_ONE_QUERY = 900


def entries_about(subjects: Sequence[str], opened: bool, kinds: Sequence[str] = ()) -> dict[str, list[Entry]]:
    """Entries of each subject id, in order of position; of these kinds alone, where any are named."""
    found: dict[str, list[Entry]] = {subject: [] for subject in subjects}
    for some in chunks(list(found), IN_ONE_QUERY):
        marks, of = (", ".join(["%s"] * len(asked)) for asked in (some, kinds))
        only = f" AND kind IN ({of})" if kinds else ""
        rows = _select(f"subject IN ({marks}){only} ORDER BY position", [*some, *kinds])
        for entry in entries(rows, opened):
            found[entry.fact.subject].append(entry)
    return found


def entries_of_kinds(subjects: Sequence[str], kinds: Sequence[str]) -> list[Entry]:
    """Entries of these kinds about any of a few subject ids, in order of position and unopened."""
    whose, of = (", ".join(["%s"] * len(some)) for some in (subjects, kinds))
    return entries(_select(f"subject IN ({whose}) AND kind IN ({of}) ORDER BY position", [*subjects, *kinds]), opened=False)


def entries_between(after: int, upto: int, opened: bool) -> list[Entry]:
    """Entries with `after` < position ≤ `upto`."""
    return entries(_select("position > %s AND position <= %s ORDER BY position", [after, upto]), opened)


def _select(where: str, parameters: Sequence[str | int]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_COLUMNS} FROM ledger_entry WHERE {where}", list(parameters))
        rows: list[Row] = cursor.fetchall()
        return rows


def entries(rows: Sequence[Row], opened: bool) -> list[Entry]:
    plain: list[bytes | None] = [None] * len(rows)
    if opened:
        with_content = [i for i, row in enumerate(rows) if row[4]]
        texts = vault.open_many(
            [(rows[i][2], bytes(rows[i][4]), encoding.associated(rows[i][1])) for i in with_content]
        )
        for i, text in zip(with_content, texts, strict=True):
            plain[i] = text
    return [
        encoding.entry_from(row[0], bytes(row[3]), text, bytes(row[5])) for row, text in zip(rows, plain, strict=True)
    ]
