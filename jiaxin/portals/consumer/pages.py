"""查询门户自己的页面 — landing, search, unknown, help, and the grey block of a page that outlived its day.

Made on request from words and the company list; nothing here knows a person.
"""

from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import quote, urlencode

from jiaxin.apps.publication.cardfile import CompanyLine
from jiaxin.kit.pages import VIEWS, document, squeeze, view_switch
from jiaxin.portals.consumer.wording import say

SHOWN = 20  # companies in one list
FIRM = "company/"  # before a credit code in the address of the help page
_RING = (
    '<svg class="shape" viewBox="0 0 48 48" aria-hidden="true"><circle cx="24" cy="24" r="20" fill="none" '
    'stroke="currentColor" stroke-width="5" stroke-dasharray="9 6.7"/><path fill="none" stroke="currentColor" '
    'stroke-width="5" stroke-linecap="round" d="M18 19c0-8 12-8 12 0 0 5-6 4-6 9"/>'
    '<circle cx="24" cy="35" r="3"/></svg>'
)


@cache
def style() -> str:
    return squeeze(Path(__file__).with_name("style.css").read_text("utf-8"))


def landing(site: str, district: str) -> str:
    """`site` is where families sign in and notices are posted, empty where the district has not said."""
    steps = "".join(f"<li>{say(f'landing.scan.{i}')}</li>" for i in (1, 2, 3))
    body = (
        f'<section class="hero"><h1>{say("landing.h1")}</h1><p>{say("landing.p")}</p></section>'
        f'<section class="box"><h2>{say("landing.scan")}</h2><ol class="steps">{steps}</ol>'
        f"<p><small>{say('landing.scan.note')}</small></p></section>"
        f'<section class="box"><h2>{say("landing.company")}</h2><p>{say("landing.company.p")}</p>{_form("")}</section>'
        f'<a class="go light" href="/how">{say("how.title")}</a><a class="help" href="/help">{say("help.title")}</a>{_elsewhere(site)}<p><small>{say("landing.counted")}</small></p>'
    )
    return _page(say("landing.title"), body, district, index=True)


def _elsewhere(site: str) -> str:
    """What there is beside looking up, with a sign-in or without."""
    if not site:
        return ""
    ways = (("visits", "/family/visit/mine"), ("cases", "/family/cases"), ("notices", "/notices/"), ("statistics", "/notices/statistics"), ("verify", "/verify/"))
    lines = "".join(f'<li><a href="{escape(site + path)}"><b>{say(f"landing.{code}")}</b></a></li>' for code, path in ways)
    return f'<section class="box"><h2>{say("landing.more")}</h2><ul class="list">{lines}</ul></section>'


def found(query: str, companies: Sequence[CompanyLine], district: str, near: Sequence[CompanyLine] = ()) -> str:
    """The company list for a query; `companies` may hold one more than is shown, `near` those meant perhaps where there is none."""
    shown = companies[:SHOWN]
    if len(query) < 2:
        result = f"<p>{say('search.short')}</p>" if query else ""
    elif not shown:
        advice = "".join(f"<li>{say(f'search.none.{i}')}</li>" for i in (1, 2, 3))
        result = (
            f'<section class="state grey">{_RING}<div><h2>{say("search.none", q=escape(query))}</h2></div></section>'
            f'{_meant(near)}<section class="box"><ol class="steps">{advice}</ol></section>'
        )
    else:
        more = say("search.more", n=SHOWN) if len(companies) > SHOWN else say("search.found", n=len(shown))
        result = f'<section class="box"><h2>{more}</h2><form action="/company/compare"><ul class="list">{"".join(map(_line, shown))}</ul>{_compare(shown)}</form></section>'
    body = f'<section class="box"><h1 class="name">{say("search.title")}</h1>{_form(query)}</section>{result}'
    return _page(say("search.title"), body, district)


def _meant(near: Sequence[CompanyLine]) -> str:
    if not near:
        return ""
    lines = "".join(map(_line, near))
    return f'<section class="box"><h2>{say("search.near")}</h2><p>{say("search.near.p")}</p><form action="/company/compare"><ul class="list">{lines}</ul>{_compare(near)}</form></section>'


def how(district: str) -> str:
    """怎么查: for those who have never done it."""

    def steps(of: str, count: int) -> str:
        lines = "".join(f"<li>{say(f'{of}.{i}')}</li>" for i in range(1, count + 1))
        return f'<section class="box"><h2>{say(of)}</h2><ol class="steps">{lines}</ol></section>'

    body = (
        f'<h1 class="name">{say("how.title")}</h1>{steps("how.code", 4)}{steps("how.colour", 4)}'
        f'<section class="box"><h2>{say("how.firm")}</h2><p>{say("how.firm.p")}</p>{_form("")}</section>'
        f'{steps("how.none", 3)}<section class="box"><p>{say("how.cost")}</p></section><a class="go" href="/">{say("unknown.home")}</a>'
    )
    return _page(say("how.title"), body, district, index=True)


def unknown(what: str, district: str) -> str:
    """`what` is code, company or page: says what may be wrong and what to do."""
    key = {"code": "unknown.title", "company": "unknown.company", "page": "unknown.page"}[what]
    sub = say("unknown.sub" if what == "code" else f"{key}.sub")
    steps = "".join(f"<li>{say(f'unknown.{i}')}</li>" for i in (1, 2, 3)) if what == "code" else ""
    advice = f'<section class="box"><ol class="steps">{steps}</ol></section>' if steps else ""
    form = f'<section class="box">{_form("")}</section>' if what == "company" else ""
    body = (
        f'<section class="state grey">{_RING}<div><h1>{say(key)}</h1><p>{sub}</p></div></section>{advice}{form}'
        f'<a class="go" href="/">{say("unknown.home")}</a><a class="help" href="/help">{say("help.title")}</a>'
    )
    return _page(say(key), body, district)


def thanks(district: str) -> str:
    """After one tap on whether the look-up helped."""
    body = (
        f'<section class="box"><h1 class="name">{say("thanks.title")}</h1><p>{say("thanks.p")}</p></section>'
        f'<a class="go" href="/">{say("unknown.home")}</a>'
    )
    return _page(say("thanks.title"), body, district)


def old_code(what: str, district: str) -> str:
    """Why a code of an older platform leads nowhere: `what` is unknown, waiting, several or personal."""
    steps = "".join(f"<li>{say(f'old.{i}')}</li>" for i in (1, 2, 3))
    body = (
        f'<section class="state grey">{_RING}<div><h1>{say(f"old.{what}")}</h1><p>{say(f"old.{what}.sub")}</p></div></section>'
        f'<section class="box"><ol class="steps">{steps}</ol></section>'
        f'<a class="go" href="/">{say("unknown.home")}</a><a class="help" href="/help">{say("help.title")}</a>'
    )
    return _page(say(f"old.{what}"), body, district)


def guidance(whom: str, site: str, district: str) -> str:
    """Whom to call, where to write, and what to have ready. Records nothing. `whom`: a code, or `company/` and a credit code."""
    ready = "".join(f"<li>{say(f'help.ready.{i}')}</li>" for i in (1, 2, 3))
    firm = whom.startswith(FIRM)
    back = f'<a class="go" href="/{"" if firm else "c/"}{quote(whom)}">{say("help.back.company" if firm else "help.back")}</a>' if whom else ""
    body = (
        f'<h1 class="name">{say("help.title")}</h1>'
        f'<section class="box"><h2>{say("help.danger")}</h2><p>{say("help.danger.p")}</p>'
        f'<a class="help" href="tel:110">{say("call", number="110")}</a></section>'
        f'<section class="box"><h2>{say("help.call")}</h2><p>{say("help.call.p")}</p>'
        f'<a class="go" href="tel:12345">{say("call", number="12345")}</a>'
        f'<a class="go light" href="tel:12315">{say("call", number="12315")}</a></section>{_written(whom.removeprefix(FIRM), site)}'
        f'<section class="box"><h2>{say("help.ready")}</h2><ol class="steps">{ready}</ol></section>'
        f'<section class="box"><h2>{say("help.then")}</h2><p>{say("help.then.p")}</p></section>{back}'
    )
    return _page(say("help.title"), body, district)


def _written(against: str, site: str) -> str:
    """On line, with a phone so that she can follow it, or without a name."""
    if not site:
        return ""
    asked = f"?{urlencode({'against': against})}" if against else ""
    return (
        f'<section class="box"><h2>{say("help.write")}</h2><p>{say("help.write.p")}</p>'
        f'<a class="go" href="{escape(f"{site}/family/cases{asked}")}#complain">{say("help.write.go")}</a><p>{say("help.unnamed.p")}</p>'
        f'<a class="go light" href="{escape(f"{site}/report/")}">{say("help.unnamed")}</a></section>'
    )


def verifying(district: str) -> str:
    """The page a browser keeps: with it a code is verified when there is no network. It holds nobody's code."""
    body = (
        f'<div data-verdict><section class="state grey">{_RING}<div><h1>{say("verify.page.none")}</h1>'
        f"<p>{say('verify.page.none.do')}</p></div></section></div>"
        f'<noscript><section class="box"><p>{say("verify.page.script")}</p></section></noscript>'
        f'<a class="help" href="tel:12345">{say("call", number="12345")}</a><script src="/v.js"></script>'
    )
    site = escape(say("site", district=district))
    head = f"<header><a><b>家信</b> {site}</a></header>"
    return document(say("verify.page"), style(), f'{head}<main class="single">{body}</main><footer>{_views()}</footer>', "shell")


def stale_block() -> str:
    """What stands where the verdict stood, once a page has outlived its day."""
    return (
        f'<section class="state grey">{_RING}<div><h2>{say("stale")}<i>{say("stale.colour")}</i></h2>'
        f"<p>{say('stale.sub')}</p></div></section>"
    )


def _line(one: CompanyLine) -> str:
    star = say("search.star", star=one.star) if one.star else say("search.nostar")
    return (
        f'<li><a href="/company/{escape(one.code)}"><b>{escape(one.name)}</b>'
        f"<small>{say('search.line', star=star, workers=one.workers)}</small></a>"
        f'<label class="pick"><input type="checkbox" name="c" value="{escape(one.code)}"> {say("search.pick")}</label></li>'
    )


def _compare(shown: Sequence[CompanyLine]) -> str:
    return f'<button class="go">{say("search.compare")}</button>' if len(shown) > 1 else ""


def _form(query: str) -> str:
    label = say("search.label")
    return (
        f'<form class="find" action="/company" role="search"><input name="q" type="search" value="{escape(query)}" '
        f'aria-label="{label}" placeholder="{label}" maxlength="40" required minlength="2">'
        f"<button>{say('search.button')}</button></form>"
    )


def framed(title: str, body: str, district: str) -> str:
    """A page of the portal around what another file says."""
    return _page(title, body, district)


def _page(title: str, body: str, district: str, index: bool = False) -> str:
    site = escape(say("site", district=district))
    head = f'<header><a href="/"><b>家信</b> {site}</a></header>'
    return document(title, style(), f'{head}<main class="single">{body}</main><footer>{_views()}</footer>', index=index)


def _views() -> str:
    return view_switch(say("view"), [say(f"view.{one}") for one in (*VIEWS, "plain")])
