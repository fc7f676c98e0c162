"""公开页面 — a card or a withheld notice becomes one finished page, ready to be sent as it lies.

Light, hand-made, no script; the three uses of 请她来做什么 are radio buttons switched by the style
sheet alone: no second request on a weak network, and the fragment of the address stays where it is.
The parts between `LIVE` marks are what the portal takes out when the page has outlived its day. A page does not hold
its own code: its links are relative, so nobody has to open sealed codes to print.

Not here  sentences (wording), what may be said (domain/disclosure), company pages (company_page)
"""

from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # ships no types

from jiaxin.apps.publication.shapes import MARKS, SHAPES, SILHOUETTE
from jiaxin.apps.publication.wording import say, short_day
from jiaxin.domain.disclosure import Card, Check, Employer, Gap, Task, Withheld, Withholding
from jiaxin.kit.pages import VIEWS, document, squeeze, style_hash, view_switch

STYLE = Path(__file__).resolve().parents[2] / "portals" / "consumer" / "style.css"
SCRIPT = '<script src="/v.js" defer></script>'
LIVE, LIVE_END = "<!--live-->", "<!--/live-->"


@dataclass(frozen=True, slots=True)
class Place:
    """Which district speaks."""

    district: str


@cache
def style() -> str:
    return squeeze(STYLE.read_text("utf-8"))


@cache
def allowed_style() -> str:
    """The source expression the portal must allow for pages made now."""
    return style_hash(style())


def packed(page: str) -> bytes:
    """Brotli at level 5: a fifth of a millisecond, and within a tenth of the best."""
    body: bytes = brotli.compress(page.encode(), quality=5, lgwin=16)
    return body


def card_page(shown: Card | Withheld, place: Place, script: bool = True) -> str:
    """The whole page of a code. The script, loaded last, verifies what follows the # of the address."""
    return (_withheld_page(shown, place) if isinstance(shown, Withheld) else _worker_page(shown, place)) + (
        SCRIPT if script else ""
    )


def _worker_page(shown: Card, place: Place) -> str:
    paused = shown.state == "red"  # then ticks and counts would only mislead
    body = "".join(
        (
            masthead(place),
            '<main><div class="one">',
            _face(shown),
            live(_state(shown), _tasks(shown), "" if paused else _record(shown)),
            f'<a class="help" href="?help">{say("help")}</a></div><div class="two">',
            "" if paused else live(_checks(shown)),
            _unchecked(),
            _minute(),
            _helped(),
            f"</div></main><footer>{say('as-of', on=shown.as_of.isoformat())}{views()}</footer>",
        )
    )
    return document(say("title", name=escape(shown.masked_name)), style(), body, shown.state)


def live(*parts: str) -> str:
    """What the portal takes out of a page that has outlived its day."""
    return f"{LIVE}{''.join(parts)}{LIVE_END}"


def masthead(place: Place) -> str:
    return f'<header><a href="/"><b>家信</b> {escape(say("site", district=place.district))}</a></header>'


def banner(state: str, word: str, colour: str, sub: str, level: int = 2) -> str:
    """Shape, word and colour together; of level 1 where nothing else names the page."""
    tag = f"<i>{colour}</i>" if colour else ""
    return f'<section class="state {state}">{SHAPES[state]}<div><h{level}>{word}{tag}</h{level}><p>{sub}</p></div></section>'


def _withheld_page(shown: Withheld, place: Place) -> str:
    said = f"withheld.{shown.why.value}"
    body = (
        f'{masthead(place)}<main class="single">'
        f"{banner('lost' if shown.why is Withholding.LOST else 'withheld', say(said), '', say(f'{said}.sub'), level=1)}"
        f'<section class="box"><p>{say("withheld.do")}</p></section>'
        f'<a class="help" href="?help">{say("help")}</a></main><footer>{views()}</footer>'
    )
    return document(say(said), style(), body, "withheld")


def _face(card: Card) -> str:
    if card.photo:
        source = escape(card.photo)
        picture = f'<img src="/p/{source}.jpg" width="104" height="130" alt="{say("photo")}">'
    else:
        picture = f"{SILHOUETTE}<span>{say('no-photo')}</span>"
    trades = " · ".join(map(escape, card.trades)) or say("trades.none")
    compare = say("compare" if card.photo else "compare.no-photo")
    return (
        f'<section class="face"><div class="photo">{picture}</div><div><h1>{escape(card.masked_name)}</h1>'
        f'<p class="trades">{trades}</p>{_employer(card.employer, card.mode)}</div>'
        f'<p class="compare">{compare}</p></section>'
    )


def _employer(employer: Employer | None, mode: str) -> str:
    if employer is None:
        return f'<p class="firm">{say("employer.none")}</p>'
    kind = f"<small>{say(f'mode.{mode}')}</small>" if mode else ""
    return f'<p class="firm"><a href="/company/{escape(employer.credit_code)}">{escape(employer.name)}</a></p>{kind}'


def _state(card: Card) -> str:
    sub = say(f"sub.{card.state}")
    if card.state == "yellow" and (gap := _first_gap(card)):
        sub = gap
    return banner(card.state, say(f"state.{card.state}"), say(f"colour.{card.state}"), sub)


def _first_gap(card: Card) -> str:
    """What the yellow is about: a gap in work she offers, else any gap in the plainest use."""
    for task in (*(t for t in card.tasks if t.declared), *card.tasks[:1]):
        if task.gaps:
            return "，".join(_gap(gap, card) for gap in task.gaps)
    return ""


def _tasks(card: Card) -> str:
    chosen = next((t.code for t in card.tasks if t.declared), card.tasks[0].code)
    switches = "".join(
        f'<input type="radio" name="t" id="t-{t.code}"{" checked" if t.code == chosen else ""}>' for t in card.tasks
    )
    labels = "".join(f'<label for="t-{t.code}">{say(f"task.{t.code}")}</label>' for t in card.tasks)
    answers = "".join(_answer(t, card) for t in card.tasks)
    return (
        f'<div class="tasks" role="radiogroup" aria-labelledby="ask"><h2 id="ask">{say("ask")}</h2>'
        f'{switches}<div class="switch">{labels}</div><div class="answers" aria-live="polite">{answers}</div></div>'
    )


def _answer(task: Task, card: Card) -> str:
    complete = not task.gaps and card.state != "red"
    if card.state == "red":
        said = say("task.paused")
    elif task.gaps:
        said = "，".join(_gap(gap, card) for gap in task.gaps)
    else:
        said = say("task.complete", papers="，".join(_papers(task, card)))
    if not task.declared and card.state != "red":
        said += f"<br><small>{say('task.undeclared')}</small>"
    mark = "valid" if complete else "expired"
    return (
        f'<p class="a-{task.code} {"ok" if complete else "lack"}">{MARKS[mark]}'
        f"<span><b>{say(f'task.{task.code}')}：</b>{said}</span></p>"
    )


def _papers(task: Task, card: Card) -> list[str]:
    found = []
    if card.identity.on:
        by = say(f"by.{card.identity.by}")
        found.append(say("paper.identity", on=short_day(card.identity.on, card.as_of), by=by))
    if task.health is not None and task.health.through:
        found.append(say("paper.health", through=task.health.through.isoformat()))
    if card.insurance.through:
        found.append(say("paper.insurance", through=card.insurance.through.isoformat()))
    return found


def _gap(gap: Gap, card: Card) -> str:
    values = {}
    if gap.on:
        values["on"] = short_day(gap.on, card.as_of)
    if gap.detail:
        values["detail"] = say(f"class.{gap.detail}")
    return say(f"gap.{gap.code}", **values)


def _checks(card: Card) -> str:
    lines = [_line(card.identity, card), _line(card.health, card), _line(card.insurance, card)]
    if card.skill is not None:
        lines.append(_line(card.skill, card))
    legacy = f"<p>{say('legacy')}</p>" if card.legacy else ""
    return f'<section class="box"><h2>{say("checked")}</h2><ul class="checks">{"".join(lines)}</ul>{legacy}</section>'


def _line(check: Check, card: Card) -> str:
    state = check.state.value
    said = say(f"{check.what}.{state}", **_line_values(check, card))
    how = _how(check, card)
    small = f"<small>{how}</small>" if how else ""
    return (
        f'<li class="{state}"><span class="mark" title="{say(f"mark.{state}")}">{MARKS[state]}</span>'
        f"<div><b>{say(f'line.{check.what}')}</b> {said}{small}</div></li>"
    )


def _line_values(check: Check, card: Card) -> dict[str, str]:
    detail = ""
    if check.what == "health":
        detail = say(f"class.{check.detail}") if check.detail else say("unknown-value")
    elif check.what == "insurance":
        detail = say(f"insurance.{check.detail}")
    elif check.what == "skill":
        detail = escape(check.detail) or say("skill.")
    through = check.through.isoformat() if check.through else ""
    return {"by": say(f"by.{check.by if check.what == 'identity' else ''}"), "detail": detail, "through": through,
            "level": say(f"level.{check.level}")}  # fmt: skip


def _how(check: Check, card: Card) -> str:
    """By whom and when; for a skill, whether the number was looked up."""
    if check.support is None:
        return ""
    parts = []
    if check.on and check.what in ("identity", "health"):
        parts.append(say(f"when.{check.what}", on=short_day(check.on, card.as_of)))
    if check.what == "skill":
        parts.append(say("skill.online" if check.by else "skill.typed"))
    elif check.what != "identity" or check.holds:
        parts.append(say(f"support.{check.support.value}"))
    if check.disputed:
        parts.append(say("disputed").strip())
    return " · ".join(parts)


def _record(card: Card) -> str:
    line = say("record.line", orders=card.orders, upheld=card.upheld) + (say("record.disputed", n=card.disputed) if card.disputed else "")
    return (
        f'<section class="box"><h2>{say("record")}</h2><p>{line}</p><p>{stars(card.star)}</p>{_score(card)}</section>'
    )


def _score(card: Card) -> str:
    """Grade and up to three reasons, as the published rules computed them."""
    if not card.reasons:
        return ""
    head = say("score", grade=escape(card.grade)) if card.grade else say("score.reasons")
    items = "".join(f"<li>{escape(one)}</li>" for one in card.reasons)
    return f'<p>{head}</p><ul class="dots">{items}</ul>'


def stars(star: int | None) -> str:
    if star is None:
        return f"{say('star')}：{say('star.none')}"
    drawn = "★" * star + "☆" * (5 - star)
    return f'{say("star")}：<span class="stars" aria-hidden="true">{drawn}</span> {say("star.n", star=star)}'


def _unchecked() -> str:
    items = "".join(f"<li>{say(f'unchecked.{i}')}</li>" for i in (1, 2, 3))
    return f'<section class="box"><h2>{say("unchecked")}</h2><ul class="dots">{items}</ul></section>'


def _minute() -> str:
    items = "".join(f"<p>{say(f'minute.{i}')}</p>" for i in (1, 2, 3, 4))
    return f'<details class="box"><summary>{say("minute")}</summary>{items}</details>'


def _helped() -> str:
    """满意度, one tap: counted, never tied to anybody."""
    taps = "".join(f'<a class="button" href="?s={tap}">{say(f"helped.{tap}")}</a>' for tap in ("ok", "no"))
    return f'<section class="box"><h2>{say("helped")}</h2><div class="taps">{taps}</div></section>'


def views() -> str:
    """长辈版: the switch at the foot of each page."""
    return view_switch(say("view"), [say(f"view.{one}") for one in (*VIEWS, "plain")])
