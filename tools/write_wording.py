"""`jiaxin/domain/wording/glossary.toml` from the glossary (labels of records, fields, choices) and the guides of the roles.

    python -m tools.write_wording [--check]

The glossary writes terms in the middle of a sentence; a label starts with a capital. Where one Chinese word stands for
several codes its first English counts, and a word that an area's own file says is left to that file.
"""

import json
import sys
import tomllib

from tools.glossary import written
from tools.wording import ROOT

FOLDER = ROOT / "jiaxin/domain/wording"
GUIDES = ROOT / "jiaxin/portals/entrance/guides"  # each step says its English itself
PAGE = FOLDER / "glossary.toml"


def page() -> str:
    own = {key for file in FOLDER.glob("*.toml") if file != PAGE for key in tomllib.loads(file.read_text("utf-8"))}
    said: dict[str, str] = {}
    for (label, _), english in written().items():
        if label not in own:
            said.setdefault(label, english[:1].upper() + english[1:])
    for file in sorted(GUIDES.glob("*.toml")):
        guide = tomllib.loads(file.read_text("utf-8"))
        pairs = [(guide["title"], guide["english"]), *((step["say"], step["english"]) for step in guide["step"])]
        said.update((chinese, english) for chinese, english in pairs if chinese not in own)
    lines = [f"{json.dumps(key, ensure_ascii=False)} = {json.dumps(text, ensure_ascii=False)}" for key, text in sorted(said.items())]
    return "\n".join(["# Made from docs/glossary.md, docs/glossary-enumerations.md and the guides: python -m tools.write_wording", *lines, ""])


def main() -> int:
    if "--check" not in sys.argv:
        PAGE.write_text(page(), "utf-8")
        return 0
    if PAGE.read_text("utf-8") == page():
        return 0
    print("the labels' English differs from the glossary: python -m tools.write_wording")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
