"""中文、English — the language of a page, chosen by whoever reads it and kept in a cookie.

Chinese unless the cookie says English: what a browser prefers is not asked, because a phone bought abroad would then
show a grandmother a page she cannot read. Templates are translated while they are rendered; what they were given in
Chinese (labels, findings, states) is read through the same catalogue when the page leaves. Files and official papers stay
Chinese (docs/decisions). A script of a page asks for JSON and nothing else; of its answer what a person reads is read too.
"""

import re
from collections.abc import Callable
from functools import cache
from gettext import NullTranslations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import trans_real

from jiaxin.domain.wording import english
from jiaxin.kit.phrases import held
from jiaxin.kit.rewording import Catalogue

COOKIE = "lang"
ENGLISH = "en"
_WORDS = ("said", "do_this", "why", "label", "paper")  # members of an answer to a script of a page that a person reads
_HOLE = re.compile(r"\{([^{}|]+)\}")


@cache
def catalogue() -> Catalogue:
    """Read when the first English page is asked for; then also the catalogue of Django's own translation."""
    entries = english()
    spoken = trans_real.translation(ENGLISH)
    ours = NullTranslations()
    ours.plural, ours._fallback = spoken.plural, None
    ours._catalog = {_as_django_asks(key): _as_django_asks(held(said)) for key, said in entries.items()}
    spoken.merge(ours)
    return Catalogue(entries)


def _as_django_asks(text: str) -> str:
    """`{n}` → `%(n)s`, and a percent sign twice: so a template's block asks for its sentence."""
    return _HOLE.sub(r"%(\1)s", text.replace("%", "%%"))


def speaking(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: the page in the language of its reader."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.COOKIES.get(COOKIE) != ENGLISH:
            return get_response(request)
        words = catalogue()
        with translation.override(ENGLISH):
            response = get_response(request)
        if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
            response.content = words.page(response.content.decode())
            patch_vary_headers(response, ("Cookie",))
        elif isinstance(response, JsonResponse) and request.headers.get("Accept") == "application/json":
            response.content = words.json(response.content.decode(), _WORDS)
        return response

    return answer
