"""技术上限 — how much of a file is read. Technical, not legal; the figures stand in `config/limits.toml`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).resolve().parents[3] / "config" / "limits.toml"


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, counts and characters; what each protects is said in the file. Reaching one refuses the whole file."""

    bytes_in: int
    bytes_unzipped: int
    entries: int
    directory_bytes: int
    ratio: int
    ratio_from: int
    sheets: int
    rows: int
    rows_besides: int
    columns: int
    cell_chars: int
    line_chars: int
    merges: int
    strings_in_memory: int

    @property
    def rows_in_all(self) -> int:
        """As many as a reader hands out: what of them is data is not for it to know."""
        return self.rows + self.rows_besides


def load(path: Path = FILE) -> Limits:
    return Limits(**tomllib.loads(path.read_text(encoding="utf-8"))["sheets"])


DEFAULT = load()
