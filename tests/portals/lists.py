"""The pages of the portals that stand at an address of their own, each opened by somebody who may; which of them are lists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.template.loader import get_template

from jiaxin.apps.access.doors import addresses
from jiaxin.apps.access.queries import actor_named
from jiaxin.domain.permissions import may_ever
from tests.browser.lively import SEATS, Lively

OK, ONLY_POST = 200, 405
PORTALS = ("office", "company", "field", "worker", "household")
ORDER = ("bureau-admin", "bureau-clerk", "company", "system-admin", "security-admin", "auditor", "association", "street-1", "p-her", "p-family", *SEATS)
OWN = {"company": "company", "worker": "p-her", "household": "p-family", "field": "street-1"}  # whose pages they are
_TABLE = re.compile(r'<table class="(?:table )?jx-table')
_FRAMES = ("shared/page.html", "shared/document.html", "shared/bare.html")


@dataclass(frozen=True)
class Page:
    """One page as one person got it. `answer`: of Django's test client, with templates and context."""

    name: str
    path: str
    who: str
    answer: Any

    @property
    def holds_rows(self) -> bool:
        """By its templates, whatever the district holds today: a table."""
        return any(_TABLE.search(get_template(name).template.source) for name in self._templates)  # type: ignore[attr-defined]  # Django's own engine

    @property
    def leaves(self) -> bool:
        """It can be taken along: by the helper of lists, or by a door of its own."""
        context = self.answer.context
        if context is not None and "as_sheet" in context:
            return True
        return any(re.search(r"as=xlsx|:[\w-]*export'", get_template(name).template.source) for name in self._templates)  # type: ignore[attr-defined]  # Django's own engine

    @property
    def _templates(self) -> list[str]:
        return [one.name for one in self.answer.templates if one.name and "/" in one.name and one.name not in _FRAMES and not one.name.startswith("django/")]


def pages(district: Lively) -> Iterator[Page]:
    """Each address without arguments, once."""
    clients = {who: district.client(who) for who in dict.fromkeys(ORDER)}
    roles = {who: actor_named(who).role for who in clients}
    for one in addresses():
        if one.name.partition(":")[0] not in PORTALS or "<" in one.route or one.door is None or one.door.permission is None:
            continue
        first = OWN.get(one.name.partition(":")[0], "")
        for who, client in sorted(clients.items(), key=lambda seat: seat[0] != first):
            if not may_ever(roles[who], one.door.permission):
                continue
            answer = client.get(f"/{one.route}")
            if answer.status_code == OK and "text/html" in answer.headers["Content-Type"]:
                yield Page(one.name, f"/{one.route}", who, answer)
                break
            if answer.status_code in (OK, ONLY_POST):  # a file, or nothing to look at
                break
