"""比一比 — companies beside each other, one question at a time, in plain words; no script, no login, nothing is kept."""

from collections.abc import Sequence
from html import escape

from jiaxin.domain.figures.versus import MOST, Compared, rate, told_apart, too_few
from jiaxin.portals.consumer.pages import framed
from jiaxin.portals.consumer.wording import say


def compared(companies: Sequence[Compared], asked: int, now: int, least: int, district: str) -> str:
    """`asked`: how many codes were named; more than are shown is said, and so is a code that nobody has."""
    notes = []
    if asked > MOST:
        notes.append(say("versus.most", n=MOST))
    if len(companies) < min(asked, MOST):
        notes.append(say("versus.unknown"))
    if len(companies) < 2:
        body = f'<section class="box"><h1 class="name">{say("versus.title")}</h1><p>{say("versus.choose")}</p></section><a class="go" href="/company">{say("versus.back")}</a>'
        return framed(say("versus.title"), body, district)
    questions = (
        ("status", [_status(one) for one in companies]),
        ("complaints", [_complaints(one, least) for one in companies]),
        ("star", [say("search.star", star=one.star) if one.star else say("search.nostar") for one in companies]),
        ("workers", [_workers(one) for one in companies]),
        ("since", [say("versus.since.n", year=one.since_year) if one.since_year else say("versus.unsaid") for one in companies]),
        ("pledge", [say(f"versus.pledge.{one.pledge}") for one in companies]),
        ("penalties", [say("versus.penalties.n", n=one.penalties) if one.penalties else say("versus.penalties.none") for one in companies]),
    )
    rows = "".join(_question(code, companies, words) for code, words in questions)
    stale = say("versus.stale") if any(now >= one.good_until for one in companies) else say("versus.as-of", on=min(one.as_of for one in companies))
    said = "".join(f"<p>{one}</p>" for one in [*_verdict(companies, least), *notes])
    body = (
        f'<section class="box"><h1 class="name">{say("versus.title")}</h1>{said}</section>{rows}'
        f'<section class="box"><p><small>{say("versus.how", least=least)} {stale}</small></p></section>'
        f'<a class="go" href="/company">{say("versus.back")}</a>'
    )
    return framed(say("versus.title"), body, district)


def _verdict(companies: Sequence[Compared], least: int) -> list[str]:
    said = [say("versus.differ", fewer=escape(a), more=escape(b)) for a, b in told_apart(companies, least)]
    few = too_few(companies, least)
    if few:
        said.append(say("versus.few", names="、".join(map(escape, few)), least=least))
    if not said:
        said.append(say("versus.same"))
    return said


def _question(code: str, companies: Sequence[Compared], words: Sequence[str]) -> str:
    cells = "".join(f'<div><dt><a href="/company/{escape(one.code)}">{escape(one.name)}</a></dt><dd>{word}</dd></div>' for one, word in zip(companies, words, strict=True))
    return f'<section class="box"><h2>{say(f"versus.{code}")}</h2><dl class="versus">{cells}</dl></section>'


def _status(one: Compared) -> str:
    return say(f"versus.status.{one.status}")


def _complaints(one: Compared, least: int) -> str:
    line = say("versus.complaints.n", orders=f"{one.orders:,}", upheld=one.upheld)
    found = rate(one, least)
    line += "<br>" + (say("versus.complaints.few") if found.per_mille is None else say("versus.complaints.rate", rate=found.said))
    return line + (say("versus.complaints.disputed", n=one.disputed) if one.disputed else "")


def _workers(one: Compared) -> str:
    if not one.workers:
        return say("versus.workers.none")
    green = say("versus.workers.green", n=one.green_percent) if one.green_percent is not None else ""
    return say("versus.workers.n", n=one.workers) + green
