"""译文 — the English of every sentence that a page says, as data: one file an area, `"中文" = "English"`.

Chinese is the source: code, rulebooks and templates speak it, and a sentence is its own key. A sentence with values in
it is kept as its shape: `{n}` where the code names the value, `{1}`, `{2}` … where it does not.
"""

import tomllib
from importlib.resources import files


def english() -> dict[str, str]:
    """Every entry of every file. Raises ValueError when two files say one sentence differently."""
    said: dict[str, str] = {}
    for page in sorted(files(__name__).iterdir(), key=lambda one: one.name):
        if not page.name.endswith(".toml"):
            continue
        for key, text in tomllib.loads(page.read_text("utf-8")).items():
            if said.setdefault(key, text) != text:
                raise ValueError(f"“{key}”在 {page.name} 里的英文与别处不同；请改成一样，或只留一处")
    return said
