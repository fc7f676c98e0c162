"""The ten most common tasks, from the role's home in three clicks at most: each click is a link or a button that stands on the page."""

import re
import tomllib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import pytest
from django.test import Client

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.domain.permissions import Role
from tests.portals.office.officers import desk, district, fresh
from tests.portals.walking import own_data, signed_in  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db
BOOK = tomllib.loads(Path(__file__).with_name("ten_tasks.toml").read_text("utf-8"))
Form = tuple[str, str, dict[str, str]]


class Reader(HTMLParser):
    """Links and forms of a page, by the words a person would press; fields by their label."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.buttons: list[tuple[str, Form]] = []
        self.labels: dict[str, str] = {}
        self._ids: dict[str, str] = {}
        self._open: list[tuple[str, str]] = []
        self._form: Form = ("get", "", {})
        self._choosing = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = (at.get("method", "get"), at.get("action", ""), {})
        elif tag == "input" and at.get("name") and (at.get("type") != "checkbox" or "checked" in at):
            self._form[2][at["name"]] = at.get("value", "")
        elif tag == "select":
            self._choosing = at.get("name", "")
        elif tag == "option" and self._choosing and ("selected" in at or self._choosing not in self._form[2]):
            self._form[2][self._choosing] = at.get("value", "")
        if tag == "input" and self._open and self._open[-1] == ("label", ""):  # a label around its field
            self._open[-1] = ("label", at.get("name", ""))
            self._ids[at.get("name", "")] = at.get("name", "")
        if "id" in at and "name" in at:
            self._ids[at["id"]] = at["name"]
        if tag in ("a", "button", "label"):
            self._open.append((tag, at.get("href") or at.get("for") or at.get("formaction", "")))
            self._text = ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("a", "button", "label") and self._open and self._open[-1][0] == tag:
            _, where = self._open.pop()
            words = re.sub(r"\s+", " ", self._text).strip()
            if tag == "a":
                self.links.append((words, where))
            elif tag == "button":
                self.buttons.append((words, self._form))
            else:
                self.labels[words] = where

    def named(self, label: str) -> str:
        return next((self._ids[at] for words, at in self.labels.items() if label in words and at in self._ids), "")


def seats() -> Iterator[tuple[str, Client]]:
    firm, her = district()
    worker = access.set_up_account(console_actor(), "p-her", Role.WORKER, phone="15412345678", subject=her)
    yield from (("company", fresh(firm)), ("clerk", fresh(desk(Role.BUREAU_CLERK))), ("her", signed_in(worker)))


def pressed(client: Client, where: str, html: str, words: str, fill: dict[str, str]) -> tuple[str, str]:
    """(address, page) after a link or button that says these words has been pressed."""
    page = Reader(html)
    link = next((to for said, to in page.links if words in said and to and not to.startswith("#")), "")
    if link:
        where = urljoin(where, link)
        return where, client.get(where).text
    found = [form for said, form in page.buttons if words in said]
    assert found, f"{where}: nothing says {words}; buttons {[said for said, _ in page.buttons]}"
    method, action, fields = found[0]
    fields = fields | {name: text for label, text in fill.items() if (name := page.named(label))}
    where = urljoin(where, action or where)
    answer = client.post(where, fields, follow=True) if method == "post" else client.get(where, fields)
    return where, answer.text


def test_each_of_the_ten_takes_three_clicks_at_most() -> None:
    people = dict(seats())
    assert len(BOOK["task"]) == 10
    for task in BOOK["task"]:
        assert len(task["click"]) <= BOOK["most_clicks"], task["what"]
        client, where = people[task["who"]], task["start"]
        html = client.get(where).text
        for words in task["click"]:
            where, html = pressed(client, where, html, words, task.get("fill", {}))
        assert task["see"] in html.split("<main")[1], task["what"]
