"""缺项落点 — where a remark about something missing is placed when the sheet has no such column at all.

A required column that the sender left out must not make the check silent: every row lacks it. The remark is
then made about the first of the named columns that the sheet does have.
"""

from collections.abc import Callable

from jiaxin.domain.quality.check import RowUnderCheck


def lacks(row: RowUnderCheck, name: str) -> bool:
    """No value, and nothing wrong said that would explain it."""
    return row.values.get(name) is None and not (name in row.values and row.codes(name))


def note_at(row: RowUnderCheck, code: str, *names: str) -> None:
    """Speak about the first of these columns that the sheet has, else about its first column."""
    row.note(code, next((name for name in names if name in row.values), next(iter(row.values))))


def missing(name: str, code: str, *instead: str) -> Callable[[RowUnderCheck], None]:
    """A look for a row check: `name` is empty or not in the sheet."""

    def look(row: RowUnderCheck) -> None:
        if lacks(row, name):
            note_at(row, code, name, *instead)

    return look
