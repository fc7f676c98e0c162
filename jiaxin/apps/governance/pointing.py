"""社区积分簿 — a person's book is read from the record; every movement is a fact and nothing else keeps a balance.

Each earning is bound to the entry of the record it comes from: the ledger refuses one that is not, and the index of the book
(`PointMovement`) refuses a second one for the same entry and two hands at once. While that entry is disputed its points are
frozen; when it no longer stands they are taken back, by the next movement or by `settle_points`.
Not here  the arithmetic (domain/incentives/points), what earns how many points (rulebooks/points-*.toml).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from jiaxin.apps.access.actions import require
from jiaxin.apps.governance.models import PointMovement
from jiaxin.apps.ledger import actions as ledger_actions
from jiaxin.apps.ledger import queries as ledger
from jiaxin.domain.calendar import first_day_within
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel, Entry, Fact, Provenance, Value
from jiaxin.domain.history import ABOUT_FACTS, CONFIRMED, CORRECTION, LAPSED, disputed, in_force
from jiaxin.domain.incentives import points
from jiaxin.domain.incentives.earning import PointRules, earning, origins, point_rules
from jiaxin.domain.incentives.points import Movement
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.domain.records.bound import lots
from jiaxin.domain.rulebooks.reading import packaged_for
from jiaxin.kit import clock
from jiaxin.kit.bulk import chunks

FOLLOWS = "points"
GONE = "来源记录已更正，自动收回"
AT_ONCE = 500  # books read together
KIND, SERVICE = "points.moved", "community.service"


@dataclass(frozen=True, slots=True)
class Line:
    """One movement as a page shows it. `change` as she feels it; `happened` the day of the entry it comes from; `state` free | frozen | gone | ''."""

    move: Movement
    change: int
    words: str
    happened: date | None
    state: str


@dataclass(frozen=True, slots=True)
class Earnable:
    """An entry that earns and has not yet. `frozen`: somebody objects to it, so it has to wait."""

    entry: str
    label: str
    points: int
    on: date
    frozen: bool


@dataclass(frozen=True, slots=True)
class Book:
    """`balance` can be spent today, `frozen` waits for an objection; `expires` = (first day on which points lapse, how many then)."""

    lines: tuple[Line, ...]
    balance: int
    frozen: int
    earned: int
    spent: int
    lapsed: int
    expires: tuple[date, int] | None


@dataclass(frozen=True, slots=True)
class Read:
    """What the record says to a book; `disputed`: under objection, or frozen. `held`: entries whose points cannot be spent; each entry by the first of its line."""

    moves: list[Movement]
    disputed: frozenset[str]
    gone: frozenset[str]
    happened: dict[str, date]
    standing: tuple[Entry, ...]
    origin: dict[str, str]

    @property
    def held(self) -> frozenset[str]:
        return self.disputed | self.gone


def service_kinds(day: date) -> list[tuple[str, str, int]]:
    """(kind of community service, label, points an hour or a time) of a day's rules."""
    return [(one.where["service_kind"], one.label, one.points) for one in rules_of(day).events if one.record == SERVICE]


def book_of(subject: str) -> Book:
    """The book as the record has it. Points of an entry under objection are frozen, of one that no longer stands gone."""
    today = clock.today()
    read, rules = _read(subject), rules_of(today)
    sums = points.totals(read.moves)
    have = points.balance(read.moves, subject, today, rules.book, read.held)
    frozen = points.balance(read.moves, subject, today, rules.book, read.gone) - have
    ahead = points.next_lapse(read.moves, subject, today, rules.book, read.held)
    labels = {one.code: one.label for one in rules.events}
    lines = tuple(_line(m, read, labels) for m in reversed(read.moves))
    return Book(lines, have, frozen, -sums.get(points.ISSUED, 0), sums.get(points.SPENT, 0), sums.get(points.LAPSED, 0), ahead)


def earnable(subject: str) -> list[Earnable]:
    """Entries of the record that earn points and are not in the book, the latest first."""
    today = clock.today()
    read, rules = _read(subject), rules_of(today)
    counted = {m.source for m in read.moves if m.debit == points.ISSUED and not _undone(read.moves, m)}
    found = []
    for entry in read.standing:
        told, origin = earning(entry, rules, today), read.origin[entry.id]
        if told and told[1] and origin not in counted:
            found.append(Earnable(entry.id, told[0].label, told[1], entry.fact.happened_on, origin in read.disputed))
    return sorted(found, key=lambda one: (one.on, one.entry), reverse=True)


def earn_points(actor: Actor, subject: str, thing: Thing, entry: str) -> int:
    """Points for an entry of the record. Returns how many, after the cap of the day.

    Raises Refused for an entry that is not hers, earns nothing, is disputed or has earned already.
    """
    require(actor, Permission.POINTS_KEEP, thing)
    with transaction.atomic():
        return _earn(actor, subject, entry)


def record_service(actor: Actor, subject: str, thing: Thing, kind: str, on: date, hours: int, organiser: str) -> int:
    """Put a community service on record, and its points into the book. Returns the points. Raises Refused, and then writes nothing."""
    require(actor, Permission.POINTS_KEEP, thing)
    today = clock.today()
    rules = rules_of(today)
    if kind not in {code for code, _, _ in service_kinds(today)}:
        raise Refused("points.event", "没有选择社区服务类别", "请从积分规则里选择")
    if not first_day_within(today, rules.claim_months) <= on <= today:
        raise Refused("points.day", f"社区服务日期应在最近 {rules.claim_months} 个月之内，不能晚于今天", "请核对日期")
    if not organiser.strip():
        raise Refused("points.organiser", "没有写明组织单位", "请写明由谁组织，例如社区居委会")
    clear: dict[str, Value] = {"service_kind": kind, "served_on": on.isoformat(), "service_hours": hours, "organiser": organiser.strip()}
    said = Provenance(actor.organisation or "district", Channel.COUNTER, actor.id)
    with transaction.atomic():
        (placed,) = ledger_actions.append([Fact(SERVICE, subject, on, said, (on.isoformat(), kind, organiser.strip()), clear)])
        return _earn(actor, subject, placed.id)


def spend_points(actor: Actor, subject: str, thing: Thing, count: int, source: str) -> None:
    """Points given for something of the community; never for money, never what is frozen."""
    require(actor, Permission.POINTS_KEEP, thing)
    today = clock.today()
    with transaction.atomic():
        read, rules = _read(subject), rules_of(today)
        move = points.spend(read.moves, subject, count, source.strip() or "兑换", today, rules.book, read.held)
        _write(actor, subject, [*_due(read, subject, today, rules), move], read)


def reverse_points(actor: Actor, subject: str, thing: Thing, number: int, why: str) -> None:
    """Take one movement back by a movement of its own; the first stays readable."""
    require(actor, Permission.POINTS_KEEP, thing)
    if not why.strip():
        raise Refused("points.why", "冲正没有写明原因", "请写明为什么冲正")
    with transaction.atomic():
        read = _read(subject)
        _write(actor, subject, [points.reverse(read.moves, number, why.strip(), clock.today())], read)


def settle_points() -> int:
    """Take back what came from entries corrected since the last time. Returns how many movements were written."""
    after, upto = ledger.followed(FOLLOWS), ledger.checkpoint().size
    if after == upto:
        return 0
    touched = {e.fact.subject for kind in (CORRECTION, LAPSED) for e in ledger.entries_of(kind, after, upto)}
    written = sum(_settled(subject) for subject in sorted(touched) if _has_book(subject))
    ledger_actions.follow(FOLLOWS, upto)
    return written


def lapse_points() -> int:
    """Write off what has expired, in every book. Returns how many movements were written."""
    today = clock.today()
    rules = rules_of(today)
    return sum(_settled(subject) for subject, read in books() if _due(read, subject, today, rules))


def books() -> Iterator[tuple[str, Read]]:
    """Every book there is, with what became of the entries it rests on."""
    subjects = list(PointMovement.objects.order_by("subject").values_list("subject", flat=True).distinct())
    kinds = [KIND, *rules_of(clock.today()).records, *sorted(ABOUT_FACTS), CONFIRMED]
    for some in chunks(subjects, AT_ONCE):
        for subject, history in ledger.history_of_many(some, opened=False, kinds=kinds).items():
            yield subject, _reading(subject, history)


def _settled(subject: str) -> int:
    today = clock.today()
    with transaction.atomic():
        read = _read(subject)
        due = _due(read, subject, today, rules_of(today))
        _write(Actor.job("points"), subject, due, read)
    return len(due)


def _earn(actor: Actor, subject: str, entry: str) -> int:
    today = clock.today()
    read, rules = _read(subject), rules_of(today)
    one = next((e for e in read.standing if e.id == entry), None)
    told = earning(one, rules, today) if one else None
    if one is None or told is None or not told[1]:
        raise Refused("points.no-source", "积分没有来源记录", "请从可以记分的记录里选择；还没有记录的，先登记这件事")
    origin = read.origin[one.id]
    if origin in read.disputed:
        raise Refused("points.disputed", "这条记录正在异议中，先不记分", "异议有结果后再记")
    move = points.earn(read.moves, subject, told[1], origin, today, rules.book, told[0].code)
    _write(actor, subject, [*_due(read, subject, today, rules), move], read)
    return move.points


def _due(read: Read, subject: str, today: date, rules: PointRules) -> list[Movement]:
    """What the calendar and the outcome of objections ask of a book: lapses, and what is taken back."""
    back = points.taken_back(read.moves, subject, today, read.gone, GONE)
    return [*points.lapse(read.moves, subject, today, rules.book, read.held), *back]


def _line(move: Movement, read: Read, labels: dict[str, str]) -> Line:
    source = next((m.source for m in read.moves if m.number == move.reverses), move.source) if move.reverses else move.source
    label = labels.get(move.event, move.event)
    words = move.source if move.reverses or move.credit == points.SPENT else label or move.source
    state = ""
    if move.debit == points.ISSUED and not move.reverses:
        state = "frozen" if source in read.disputed else "gone" if source in read.gone else "free"
    change = move.points if move.debit in (points.ISSUED, points.SPENT, points.LAPSED) else -move.points
    return Line(move, change, words, read.happened.get(source), state)


def _undone(moves: Sequence[Movement], one: Movement) -> bool:
    return any(m.reverses == one.number and m.points == one.points for m in moves)


def rules_of(day: date) -> PointRules:
    return point_rules(packaged_for("points", day))


def _has_book(subject: str) -> bool:
    return PointMovement.objects.filter(subject=subject).exists()


def _read(subject: str) -> Read:
    """The whole book, and what became of the entries it rests on."""
    return _reading(subject, ledger.history_of_many([subject], opened=False)[subject])


def _reading(subject: str, history: Sequence[Entry]) -> Read:
    standing = in_force(subject, history, with_restricted=True)
    origin = origins(history)
    moves = [_movement(e) for e in sorted(standing.of(KIND), key=lambda e: e.position)]
    stands = {origin[e.id] for e in standing.entries}
    sources = {m.source for m in moves if m.debit == points.ISSUED}
    gone = frozenset(s for s in sources if s in origin and s not in stands)
    contested = frozenset(origin[one] for one in disputed(history) | standing.restricted if one in origin)
    happened = {one.id: one.fact.happened_on for one in history if one.id in sources}
    return Read(moves, contested, gone, happened, standing.entries, origin)


def _movement(entry: Entry) -> Movement:
    event = str(entry.get("source_event"))
    source = str(entry.get("source_entry") or event)
    reverses = int(str(entry.get("reverses") or 0))
    return Movement(
        int(str(entry.get("movement_no"))), entry.fact.happened_on, str(entry.get("debit")), str(entry.get("credit")), int(str(entry.get("points"))),
        event if reverses or str(entry.get("credit")) == points.SPENT else source, reverses, event if source != event else "",
        lots(entry.fact),
    )  # fmt: skip


def _write(actor: Actor, subject: str, moves: Sequence[Movement], read: Read) -> None:
    """Numbered on from the last; facts, and the index that keeps two hands from writing the same number or the same entry."""
    said = Provenance(actor.organisation or "district", Channel.SYSTEM, actor.id)
    known = {m.number: m for m in read.moves}
    facts, index = [], []
    for number, move in enumerate(moves, len(read.moves) + 1):
        entry = known[move.reverses].source if move.reverses and known[move.reverses].debit == points.ISSUED else move.source if move.event else ""
        entry = entry if entry in read.origin else ""
        words = move.source if move.reverses or move.credit == points.SPENT else move.event or move.source
        clear: dict[str, Value] = {"movement_no": number, "debit": move.debit, "credit": move.credit, "points": move.points, "source_event": words}
        if entry:
            clear["source_entry"] = entry
        if move.lots:
            clear["from_lots"] = [f"{lot}:{taken}" for lot, taken in move.lots]
        if move.reverses:
            clear["reverses"] = move.reverses
        facts.append(Fact(KIND, subject, move.on, said, (str(number),), clear))
        index.append(PointMovement(subject=subject, number=number, debit=move.debit, entry=entry, reverses=move.reverses))
        if move.reverses and move.points == known[move.reverses].points:
            PointMovement.objects.filter(subject=subject, number=move.reverses).update(undone=True)
    try:
        with transaction.atomic():
            PointMovement.objects.bulk_create(index)
    except IntegrityError:
        raise Refused("points.raced", "这本积分簿刚刚有人记过", "请刷新页面后再记") from None
    ledger_actions.append(facts)
