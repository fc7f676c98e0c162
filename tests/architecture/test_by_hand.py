"""Every file with a statement written by hand is known to the scanner: tried behind an address, or said why not."""

import ast

from django.urls import resolve

from tests.architecture.source import named, text, under
from tools.scan.by_hand import ASKED, UNREACHED, reached

_CALLS = {"execute", "executemany", "raw", "extra", "sql", "copy"}
_NAMES = ("RawSQL", "RunSQL")
_CURSORS = ("cursor", "connection", "database", "db", "_db", "_photos", "schema_editor", "to")  # what runs a statement is called so


def by_hand(source: str) -> bool:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CALLS:
            held = node.func.value
            name = held.attr if isinstance(held, ast.Attribute) else held.id if isinstance(held, ast.Name) else ""
            if name in _CURSORS:
                return True
        if isinstance(node, ast.Name) and node.id in _NAMES:
            return True
    return False


def test_every_file_with_a_statement_written_by_hand_is_named_once():
    holding = {named(path) for path in under("jiaxin") if "/migrations/" not in named(path) and by_hand(text(path))}
    callers = {"jiaxin/apps/registry/queries.py", "jiaxin/apps/ledger/queries.py", "jiaxin/apps/scoring/packs.py"}  # of kit/bulk's rows_of
    assert not reached() & set(UNREACHED)
    assert holding | callers == (reached() | set(UNREACHED)), (holding | callers) ^ (reached() | set(UNREACHED))


def test_a_statement_written_by_hand_is_seen():
    assert by_hand("def f(cursor):\n    cursor.execute('SELECT 1')")
    assert by_hand("X = RawSQL('1', [])") and not by_hand("rows.copy()\nx.raw('name')")


def test_every_address_that_is_tried_exists():
    for one in ASKED:
        if not one.window:
            path = one.path.partition("?")[0].rstrip("*")
            for word in ("{worker}", "{company}", "{case}"):
                path = path.replace(word, "w9x")
            assert resolve(path), one
