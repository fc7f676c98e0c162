"""The scanners sit at every seat of the table, and attack each kind of form once."""

import sqlite3
from pathlib import Path
from types import SimpleNamespace

from jiaxin.demo.accounts import STAFF
from jiaxin.domain.permissions import Role
from tools.scan import pages
from tools.scan.crawled import Covered, Kind, attacked, shape, thinned
from tools.scan.pages import disproved, findings, hollow, wapiti
from tools.scan.place import PEOPLE, SEATS, Place

MODULES = ("sql", "xss")
TABLES = """
CREATE TABLE paths (path_id INTEGER PRIMARY KEY, path TEXT, method TEXT, evil BOOLEAN, response_id INTEGER);
CREATE TABLE params (param_id INTEGER PRIMARY KEY, path_id INTEGER, name TEXT);
CREATE TABLE responses (response_id INTEGER PRIMARY KEY, status_code INTEGER);
CREATE TABLE attack_logs (path_id INTEGER, module TEXT);
INSERT INTO responses VALUES (1, 200), (2, 405), (3, 409);
"""


def test_every_role_has_a_seat():
    by_name = {username: role for username, role, _ in STAFF}
    others = {"street-1": Role.STREET, "grid": Role.GRID, "company": Role.COMPANY_MANAGER, "company-clerk": Role.COMPANY_CLERK}
    people = {"worker": Role.WORKER, "household": Role.HOUSEHOLD}
    roles = [(by_name | others | people)[seat] for seat in SEATS if seat]
    assert sorted(roles) == sorted(set(Role) - {Role.SYSTEM}) and set(people) == set(PEOPLE)


def walked(path: Path, *found: tuple[str, str, int, str]) -> Path:
    with sqlite3.connect(path) as db:
        db.executescript(TABLES)
        for number, (method, url, answer, names) in enumerate(found, 1):
            db.execute("INSERT INTO paths VALUES (?, ?, ?, 0, ?)", (number, url, method, answer))
            db.executemany("INSERT INTO params (path_id, name) VALUES (?, ?)", [(number, name) for name in names.split()])
    return path


def test_the_same_form_about_another_person_is_attacked_once_and_what_a_seat_did_the_next_leaves_out(tmp_path):
    found = (
        ("POST", "http://a/office/workers/0123456789abcdef/reveal", 1, "field purpose"),
        ("POST", "http://a/office/workers/fedcba9876543210/reveal", 1, "field purpose"),
        ("POST", "http://a/office/workers/fedcba9876543210/reveal", 3, "field purpose"),
        ("GET", "http://a/office/workers/fedcba9876543210/reveal", 2, ""),
        ("GET", "http://a/office/workers", 1, "state"),
    )
    covered, first = Covered(), walked(tmp_path / "first.db", *found)
    count, left = thinned(first, covered, MODULES)
    reveal = Kind("POST", "/office/workers/*/reveal", "field,purpose", 200)
    assert count == 5 and [left[1], left[3].status, left[5].names] == [reveal, 409, "state"] and len(left) == 3
    with sqlite3.connect(first) as db:
        assert [row[0] for row in db.execute("SELECT path_id FROM paths")] == [1, 3, 5]
        db.executemany("INSERT INTO attack_logs VALUES (?, ?)", [(1, "sql"), (1, "xss"), (3, "sql")])
    assert attacked(first, left, covered) == {"sql": 2, "xss": 1}
    second = walked(tmp_path / "second.db", *found)
    _, left = thinned(second, covered, MODULES)
    assert sorted(left) == [3, 5]
    with sqlite3.connect(second) as db:
        assert db.execute("SELECT path_id, module FROM attack_logs").fetchall() == [(3, "sql")], "the module that has been there skips it"
    assert attacked(second, left, covered) == {}, "and it is not counted twice"


def test_words_of_an_address_are_not_taken_for_things():
    assert shape("http://a/office/rules/draft") == "/office/rules/draft"
    assert shape("http://a/office/workers/w9x/card.pdf?x=1") == "/office/workers/*/card.pdf"


def test_what_is_above_information_is_a_finding_and_so_is_an_error_of_the_server():
    one = {"method": "GET", "path": "/x", "parameter": "q", "info": "said"}
    told = {
        "vulnerabilities": {"SQL Injection": [one], "Secure Flag cookie": [one], "CRLF Injection": []},
        "anomalies": {"Internal Server Error": [one], "Resource consumption": [one]},
        "additionals": {"HTTP Methods": [one]},
    }
    assert findings(told) == ["SQL Injection: GET /x q: said", "Internal Server Error: GET /x q: said"]


def test_a_scan_that_did_not_run_is_a_finding():
    one = {1: Kind("GET", "/office", "", 200)}
    assert hollow(0, {}, {}) == ["found no page"]
    assert hollow(12, one, {}) == hollow(12, one, {"sql": 0}) == ["attacked nothing of what it found"]
    assert hollow(12, one, {"sql": 1}) == hollow(12, {}, {}) == [], "an earlier seat may have attacked all there was"


def test_a_seat_that_was_not_signed_in_is_a_finding_of_every_role(tmp_path, monkeypatch):
    class Stranger:
        pages, jar = "http://127.0.0.1:1", ()

        def get(self, path: str) -> SimpleNamespace:
            return SimpleNamespace(where="http://127.0.0.1:1/sign-in/")

    ran = []
    monkeypatch.setattr(Place, "visitor", lambda self, seat: Stranger())
    monkeypatch.setattr(pages, "run", lambda words, log, seconds=None: ran.append(log.name))
    told = wapiti(Place(tmp_path, Stranger.pages, "http://127.0.0.1:2", tmp_path, 1, 1.0))
    assert [one for one in told if "could not sign in" in one] == [f"{seat}: could not sign in, so nothing was scanned as this role" for seat in SEATS if seat]
    assert ran == ["wapiti-stranger-walk.txt"] and "stranger: the walk did not come to an end" in told


def test_a_mark_that_stands_on_the_page_without_the_attack_proves_nothing() -> None:
    one = {"method": "GET", "path": "/log", "parameter": "show", "info": "PHP local inclusion leading to code execution via injection"}
    other = one | {"path": "/other"}
    passwd = one | {"info": "Linux local file disclosure vulnerability"}
    told = {"vulnerabilities": {"Path Traversal": [one, other, passwd]}, "anomalies": {}}
    pages = {"/log": "somebody typed ä¸\xad", "/other": "nothing"}
    assert findings(disproved(told, pages.__getitem__)) == [f"Path Traversal: GET {named['path']} show: {named['info']}" for named in (other, passwd)]
    clean = {"vulnerabilities": {"SQL Injection": []}, "anomalies": {}}
    assert findings(disproved(clean, pages.__getitem__)) == []
