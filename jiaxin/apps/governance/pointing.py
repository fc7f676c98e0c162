"""社区积分簿 — a person's book is read from the record; every movement is a fact and nothing else keeps a balance.

Not here  the arithmetic (domain/incentives/points), what earns how many points (rulebooks/points-*.toml).
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from jiaxin.apps.access.actions import require
from jiaxin.apps.ledger import actions as ledger_actions
from jiaxin.apps.ledger import queries as ledger
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel, Fact, Provenance, Value
from jiaxin.domain.incentives import points
from jiaxin.domain.incentives.points import Movement, Rules
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.domain.rulebooks.reading import packaged_for
from jiaxin.kit import clock


@dataclass(frozen=True, slots=True)
class Book:
    """`balance` can be spent today; `expires` = (first day on which points lapse, how many then)."""

    movements: tuple[tuple[Movement, str], ...]  # with what it came from or went to, in words
    balance: int
    earned: int
    spent: int
    lapsed: int
    expires: tuple[date, int] | None


def point_events(day: date) -> list[tuple[str, str, int]]:
    """(code, label, points) of what earns points."""
    return [(str(e["code"]), str(e["label"]), int(e["points"])) for e in packaged_for("points", day).data["event"]]


def book_of(subject: str) -> Book:
    """The book as the record has it. Points of an event under objection are frozen."""
    today = clock.today()
    moves, disputed = _read(subject)
    rules = _rules(today)
    sums = points.totals(moves)
    have = points.balance(moves, subject, today, rules, disputed)
    labels = {code: label for code, label, _ in point_events(today)}
    ahead = points.next_lapse(moves, subject, today, rules)
    return Book(tuple((m, _in_words(m.source, labels)) for m in reversed(moves)), have, -sums.get(points.ISSUED, 0), sums.get(points.SPENT, 0), sums.get(points.LAPSED, 0), ahead)


def earn_points(actor: Actor, subject: str, thing: Thing, event: str, source: str) -> int:
    """Points for something that happened. Returns how many, after the cap of the day."""
    require(actor, Permission.POINTS_KEEP, thing)
    today = clock.today()
    worth = {code: n for code, _, n in point_events(today)}
    if event not in worth:
        raise Refused("points.event", "没有选择积分事项", "请从积分规则里选择")
    with transaction.atomic():
        moves, _ = _read(subject)
        move = points.earn(moves, subject, worth[event], f"{event}:{source.strip()}" if source.strip() else "", today, _rules(today))
        _write(actor, subject, [*_lapsed(moves, subject, today), move], len(moves))
    return move.points


def spend_points(actor: Actor, subject: str, thing: Thing, count: int, source: str) -> None:
    """Points given for something of the community; never for money."""
    require(actor, Permission.POINTS_KEEP, thing)
    today = clock.today()
    with transaction.atomic():
        moves, _ = _read(subject)
        _write(actor, subject, [*_lapsed(moves, subject, today), points.spend(moves, subject, count, source.strip() or "兑换", today, _rules(today))], len(moves))


def reverse_points(actor: Actor, subject: str, thing: Thing, number: int, why: str) -> None:
    """Take one movement back by a movement of its own; the first stays readable."""
    require(actor, Permission.POINTS_KEEP, thing)
    if not why.strip():
        raise Refused("points.why", "冲正没有写明原因", "请写明为什么冲正")
    with transaction.atomic():
        moves, _ = _read(subject)
        _write(actor, subject, [points.reverse(moves, number, why.strip(), clock.today())], len(moves))


def _in_words(source: str, labels: dict[str, str]) -> str:
    event, mark, rest = source.partition(":")
    return f"{labels[event]}（{rest}）" if mark and event in labels else source


def _lapsed(moves: list[Movement], subject: str, today: date) -> list[Movement]:
    return points.lapse(moves, subject, today, _rules(today))


def _rules(day: date) -> Rules:
    book = packaged_for("points", day).data["book"]
    return Rules(int(book["daily_cap"]), int(book["months"]))


def _read(subject: str) -> tuple[list[Movement], frozenset[str]]:
    facts = ledger.facts_about(subject, opened=False)
    entries = sorted(facts.of("points.moved"), key=lambda e: e.position)
    moves = [
        Movement(
            int(str(e.get("movement_no"))), e.fact.happened_on, str(e.get("debit")), str(e.get("credit")), int(str(e.get("points"))),
            str(e.get("source_event")), int(str(e.get("reverses") or 0)),
        )
        for e in entries
    ]  # fmt: skip
    return moves, frozenset(str(e.get("source_event")) for e in entries if e.id in facts.disputed)


def _write(actor: Actor, subject: str, moves: list[Movement], before: int) -> None:
    """Numbered on from the last; facts alone."""
    said = Provenance(actor.organisation or "district", Channel.SYSTEM, actor.id)
    facts = []
    for number, move in enumerate(moves, before + 1):
        clear: dict[str, Value] = {"movement_no": number, "debit": move.debit, "credit": move.credit, "points": move.points, "source_event": move.source}
        if move.reverses:
            clear["reverses"] = move.reverses
        facts.append(Fact("points.moved", subject, move.on, said, (str(number),), clear))
    ledger_actions.append(facts)
