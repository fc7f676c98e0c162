"""检查结果 — what a check says about a cell, a row or a sheet.

Codes are listed in `docs/reference/checks.md`; `said` and `do_this` are plain Chinese sentences.
"""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"  # the row goes back
    WARNING = "warning"  # the row lands; a person should look
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark about one cell. `column` is a letter as a spreadsheet shows it."""

    code: str
    severity: Severity
    field: str
    said: str
    do_this: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""
