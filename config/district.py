"""`jiaxin.toml` in the data folder: which district this installation serves. One installation, one district."""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

FILE = "jiaxin.toml"


@dataclass(frozen=True, slots=True)
class District:
    """region_code  six digits of the district (GB/T 2260); 349912 is nobody's, for demo and tests
    public_url   what the printed codes begin with; never changed once cards are printed
    site_url     where families confirm entry and ask to see more; empty = these two are not offered on look-up pages
    """

    name: str = "样例区"
    region_code: str = "349912"
    public_url: str = "http://127.0.0.1:8001"
    site_url: str = "http://127.0.0.1:8000"
    hotline: str = "12345"


def district(folder: Path) -> District:
    """The district of a data folder; the fictional one where no file says otherwise."""
    path = folder / FILE
    if not path.exists():
        return District()
    said = tomllib.loads(path.read_text(encoding="utf-8")).get("district", {})
    known = {f.name for f in fields(District)}
    if strange := sorted(set(said) - known):
        raise SystemExit(f"{path.name}: unknown keys {', '.join(strange)}; known are {', '.join(sorted(known))}")
    return District(**said)
