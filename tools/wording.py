"""What is said in Chinese on a page and has no English yet, and what is English for nothing.

    python -m tools.wording             prints sentences without English and entries that nobody says; silent when all is well
    python -m tools.wording FOLDER …    only what is said under these folders

A sentence is read where it is written: in the templates, in the strings of the code (not its docstrings) and in the texts
of the rulebooks. A string with values in it counts as its shape, with holes `{1}`, `{2}` … or the names it uses itself.
Labels of records, fields and choices come from the glossary, which is their one home (`jiaxin/domain/wording/glossary.toml`
is made from it: `python -m tools.write_wording`).
"""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from jiaxin.domain.records.kind import kinds
from jiaxin.domain.sheets.sheet import sheet_kinds
from jiaxin.domain.wording import english
from jiaxin.kit.rewording import Catalogue

ROOT = Path(__file__).resolve().parent.parent
CHINESE = re.compile("[\u3400-\u9fff]")
PATTERN = re.compile(r"\\[dsA-Z]|\(\?[:<=!]|\.\*|\[\^")  # a regular expression recognises, and is not said
CITATION = re.compile("《.+》|本区.+(?:规则|办法|制度|方案|模型)|〔|^[A-Z0-9]+/T ")
HOLE = re.compile(r"\{([^{}|]*)\}")
# What is never on a page: folders and files whose Chinese is read, printed in a terminal, put into an official paper or
# a workbook, or belongs to the demo's made-up district. Each with its reason.
UNSEEN = {
    "jiaxin/__main__.py": "a terminal's",
    "jiaxin/demo": "the made-up district's own data",
    "jiaxin/kit": "recognised in sheets, or a message for developers",
    "jiaxin/portals/console": "a terminal's",
    "jiaxin/portals/machine": "answers to other systems, which speak Chinese",
    "jiaxin/domain/wording": "the catalogue's own message to developers",
    "jiaxin/domain/disclosure/masking.py": "family names, recognised",
    "jiaxin/domain/identity": "recognised in names and addresses",
    "jiaxin/domain/reviews/plain_words.py": "family names and ways to be reached, recognised",
    "jiaxin/domain/sheets": "recognised in headings",
    "jiaxin/domain/papers/reading.py": "recognised on certificates",
    "jiaxin/domain/rulebooks/papers-2026.toml": "recognised in names of files",
    "jiaxin/domain/records": "labels are in the glossary; the rest is recognised in cells",
    "jiaxin/domain/values": "recognised in cells; errors return in the workbook",
    "jiaxin/domain/dialects": "messages to other systems",
    "jiaxin/apps/evidence": "a terminal's and an auditor's file",
    "jiaxin/domain/rulebooks/mapping-ministry-2026.toml": "another platform's columns, in its own words",
    "jiaxin/apps/exchange/reporting.py": "the credit report, an official paper",
    "jiaxin/apps/notices/wording.py": "text messages",
    "jiaxin/apps/access/assessment.py": "a file for the assessor",
    "jiaxin/apps/access/doctor.py": "a terminal's",
    "jiaxin/apps/access/ceremony.py": "a terminal's",
    "jiaxin/apps/access/keyfiles.py": "a terminal's",
    "jiaxin/apps/governance/letters.py": "official papers",
    "jiaxin/apps/governance/papers.py": "official papers",
    "jiaxin/apps/governance/printing.py": "official papers",
    "jiaxin/apps/oversight/packing.py": "the meeting pack, an official paper",
    "jiaxin/apps/oversight/printing.py": "the meeting pack, an official paper",
    "jiaxin/domain/figures/pack.py": "the meeting pack, an official paper",
    "jiaxin/domain/figures/firm_papers.py": "the papers of a company and of an association, official papers",
    "jiaxin/domain/figures/responsibility_letter.py": "the letter of responsibility of a street, an official paper",
    "jiaxin/domain/figures/topic_papers.py": "the papers of single topics, official papers",
    "jiaxin/apps/oversight/topic_counting.py": "what the papers of single topics count, official papers",
    "jiaxin/domain/figures/push_paper.py": "the report of a push, an official paper",
    "jiaxin/apps/publication/printing.py": "printed cards",
}
# Inside those, and said to whoever uploaded the file all the same.
SEEN = ("jiaxin/kit/sheets/refusal.py", "jiaxin/kit/picture_bundles.py")
# Of these not even a refusal is on a page; what the others refuse is said to whoever stands before one.
NO_PAGE = (
    "jiaxin/__main__.py", "jiaxin/demo", "jiaxin/kit", "jiaxin/portals", "jiaxin/domain/wording", "jiaxin/apps/evidence", "jiaxin/apps/access",
)  # fmt: skip


def unseen(path: Path, among: Iterable[str] = UNSEEN) -> bool:
    name = path.relative_to(ROOT).as_posix()
    return name not in SEEN and any(name == one or name.startswith(one + "/") for one in among)


def refused_in_code(source: str) -> Iterator[str]:
    """What is wrong and what to do, of each refusal."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refused":
            for one in node.args:
                yield from said_in_code(ast.unparse(one) if not isinstance(one, ast.Constant) else repr(one.value) + ",")


def said_in_template(text: str) -> Iterator[str]:
    """Sentences of `translate`, of `blocktranslate` and of the quoted words of other tags."""
    text = re.sub(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|{%\s*verbatim.*?endverbatim\s*%}", "", text, flags=re.DOTALL)
    block = re.compile(
        r"{%\s*blocktrans(?:late)?\b(?P<head>[^%]*)%}(?P<body>.*?){%\s*endblocktrans(?:late)?\s*%}", re.DOTALL
    )
    for found in block.finditer(text):
        for body in re.split(r"{%\s*plural\s*%}", found["body"]):
            said = re.sub(r"{{\s*(.*?)\s*}}", r"{\1}", body)
            yield " ".join(line.strip() for line in said.strip().splitlines()) if "trimmed" in found["head"] else said
    text = block.sub("", text)
    for tag in re.findall(r"{[%{].*?[%}]}", text, re.DOTALL):
        for quoted in re.findall(r"\"([^\"]*)\"|'([^']*)'", re.sub(r"\|date:(\"[^\"]*\"|'[^']*')", "", tag)):
            yield quoted[0] or quoted[1]
    bare = re.sub(r"{[%{].*?[%}]}", "\x00", text, flags=re.DOTALL)
    yield from (found[1] for found in re.finditer(r'\sdata-label="([^"{]*)"', text))  # a column's name on a narrow screen
    bare = re.sub(r"<(script|style)\b.*?</\1>", "\x00", bare, flags=re.DOTALL)
    for node in re.split(r"<[^>]*>|\x00", bare):
        yield node.strip()


def said_in_code(source: str) -> Iterator[str]:
    """Strings that are not docstrings; an f-string as its shape."""
    tree = ast.parse(source)
    passed: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed.add(id(node.value))
        if isinstance(node, ast.JoinedStr):
            passed.update(id(part) for part in node.values)
            parts, hole = [], 0
            for part in node.values:
                if isinstance(part, ast.Constant):
                    parts.append(str(part.value))
                else:
                    hole += 1
                    parts.append(f"{{{hole}}}")
            yield "".join(parts)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed:
            yield re.sub(r"%\((\w+)\)[sd]", r"{\1}", node.value)


def said_in_rulebook(text: str) -> Iterator[str]:
    """Text values that people read: every one except what cites Chinese law by its name, and other words for a thing that are only recognised in files."""

    def walk(value: object, name: str) -> Iterator[str]:
        if isinstance(value, str) and name not in CITED | RECOGNISED:
            yield value
        elif isinstance(value, dict):
            for inner, one in value.items():
                yield from walk(one, inner)
        elif isinstance(value, list):
            for one in value:
                yield from walk(one, name)

    yield from walk(tomllib.loads(text), "")


CITED = frozenset({"source", "sources", "basis", "clause", "law", "cites"})
RECOGNISED = frozenset({"recognised"})


def labels_of_sheets() -> set[str]:
    """Names of the kinds of sheets, of their columns and of what is chosen there: they stand among what is only recognised."""
    labels = {label for kind in sheet_kinds().values() for label in (kind.label, *(column.label for column in kind.columns))}
    return labels | {words[0] for kind in kinds().values() for field in kind.fields for words in field.words}


def node_texts(said: str) -> list[str]:
    """A sentence around tags is asked for whole by a template, but a string of code leaves as text between its tags."""
    return [one.strip() for one in re.split(r"<[^>]*>", said)]


def said(*folders: str) -> dict[str, str]:
    """Sentence → where it is said first."""
    found: dict[str, str] = {}
    for folder in folders or ("jiaxin",):
        for path in sorted((ROOT / folder).rglob("*")):
            if unseen(path) and (path.suffix != ".py" or unseen(path, NO_PAGE)):
                continue
            if "dist" in path.parts or ("wording" in path.parent.name and path.suffix == ".toml"):
                continue
            where = path.relative_to(ROOT).as_posix()
            if path.suffix == ".html":
                sentences = said_in_template(path.read_text("utf-8"))
            elif path.suffix == ".toml" and path.parent.name == "rulebooks":
                sentences = said_in_rulebook(path.read_text("utf-8"))
            elif path.suffix == ".py" and unseen(path):
                sentences = refused_in_code(path.read_text("utf-8"))
            elif path.suffix == ".py":
                sentences = (one for whole in said_in_code(path.read_text("utf-8")) for one in node_texts(whole))
            else:
                continue
            for one in sentences:
                if CHINESE.search(one) and not PATTERN.search(one):
                    found.setdefault(one, where)
    if not folders:
        found.update((label, "jiaxin/domain/sheets") for label in labels_of_sheets() if label)
    return found


def missing(*folders: str) -> dict[str, str]:
    """A citation of law is well said when all its pieces are; every other sentence needs an entry of its own."""
    have = english()
    reader = Catalogue(have)
    return {
        one: where
        for one, where in said(*folders).items()
        if one not in have and (not CITATION.search(one) or CHINESE.search(reader.text(one)))
    }


def misfilled() -> list[str]:
    """Entries whose English has other holes than the Chinese."""
    return [key for key, text in english().items() if set(HOLE.findall(key)) != set(HOLE.findall(text))]


def main(*folders: str) -> int:
    lacking = missing(*folders)
    for one, where in lacking.items():
        print(f"{where}: {one}")
    return 1 if lacking else 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
