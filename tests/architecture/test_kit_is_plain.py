"""The kit is tools without a business word: it could be lifted into another product."""

import ast
import re

from tests.architecture.source import named, text, tree, under

NOUNS = {
    "worker", "company", "household", "district", "street", "penalty", "complaint", "rating", "credit", "roster",
    "consent", "ledger", "rulebook", "assessment", "indicator", "intake", "bureau", "inspection", "training",
}  # fmt: skip


def names(module: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
    return found


def words(name: str) -> set[str]:
    return {part.lower() for part in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name)}


def test_no_name_in_the_kit_is_a_business_word() -> None:
    found = {}
    for path in under("jiaxin/kit"):
        spoken = {word for name in {path.stem, *names(tree(path))} for word in words(name)}
        if spoken & NOUNS:
            found[named(path)] = sorted(spoken & NOUNS)
    assert not found, f"business words belong to the domain or an app: {found}"


def test_every_kit_module_is_used() -> None:
    everything = "\n".join(text(path) for path in [*under("jiaxin"), *under("config")])
    for path in under("jiaxin/kit"):
        package, _, name = named(path).removesuffix(".py").replace("/", ".").rpartition(".")
        if name == "__init__":
            continue
        imported = rf"{package}\.{name}\b|from {package} import [^\n]*\b{name}\b"
        assert re.search(imported, everything), f"{package}.{name} is imported by nobody"
