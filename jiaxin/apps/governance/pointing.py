"""社区积分簿 — a person's book is read from the record; every movement is a fact and nothing else keeps a balance.

Each earning is bound to the entry of the record it comes from: the ledger refuses one that is not, and the index of the book
(`PointMovement`) refuses a second one for the same entry and two hands at once. While that entry is disputed its points are
frozen; when it no longer stands they are taken back, by the next movement or by `settle_points`.

Two files found to be one person's are read as one book: in the order of the record, numbered through. On record each movement stays
in the book of the file it was written under, with that book's own number, and takes only from what that book earned: a spending over
two books is two movements. So a merge rewrites nothing, and a split leaves each file a book that stands by itself.
Not here  the arithmetic (domain/incentives/points), what earns how many points (rulebooks/points-*.toml).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import IntegrityError, transaction

from jiaxin.apps.access.actions import require
from jiaxin.apps.governance.models import PointMovement
from jiaxin.apps.ledger import actions as ledger_actions
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.calendar import first_day_within
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel, Entry, Fact, Provenance, Value
from jiaxin.domain.history import ABOUT_FACTS, CONFIRMED, CORRECTION, LAPSED, disputed, in_force
from jiaxin.domain.incentives import points
from jiaxin.domain.incentives.earning import PointRules, earning, origins, point_rules, said_twice
from jiaxin.domain.incentives.points import Movement
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.domain.records.bound import lots
from jiaxin.domain.rulebooks.reading import packaged_for
from jiaxin.kit import clock
from jiaxin.kit.bulk import chunks

FOLLOWS = "points"
GONE = "来源记录已更正，自动收回"
TWICE = "同一件事已经记过分，自动收回"
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
    """What the record says to a book. `held`: entries whose points cannot be spent; each entry by the first of its line.

    who      the person, by the id in hand; movements name her so, whatever file they were written under
    at       (file, number there) of each movement, by its number in the book read
    last     the last number of each file's own book; `file` the file that each entry was written under
    twice    entries that tell of what another entry tells (of a merged file, of another source): they do not earn beside it
    """

    who: str
    moves: list[Movement]
    at: Mapping[int, tuple[str, int]]
    last: Mapping[str, int]
    file: Mapping[str, str]
    twice: frozenset[str]
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
    have = points.balance(read.moves, read.who, today, rules.book, read.held)
    frozen = points.balance(read.moves, read.who, today, rules.book, read.gone) - have
    ahead = points.next_lapse(read.moves, read.who, today, rules.book, read.held)
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
        move = points.spend(read.moves, read.who, count, source.strip() or "兑换", today, rules.book, read.held)
        _write(actor, [*_due(read, today, rules), move], read)


def reverse_points(actor: Actor, subject: str, thing: Thing, number: int, why: str) -> None:
    """Take one movement back by a movement of its own; the first stays readable."""
    require(actor, Permission.POINTS_KEEP, thing)
    if not why.strip():
        raise Refused("points.why", "冲正没有写明原因", "请写明为什么冲正")
    with transaction.atomic():
        read = _read(subject)
        _write(actor, [points.reverse(read.moves, number, why.strip(), clock.today())], read)


def settle_points() -> int:
    """Take back what came from entries corrected since the last time. Returns how many movements were written."""
    after, upto = ledger.followed(FOLLOWS), ledger.checkpoint().size
    if after == upto:
        return 0
    touched = {e.fact.subject for kind in (CORRECTION, LAPSED) for e in ledger.entries_of(kind, after, upto)}
    people = set(registry.resolve_many(sorted(touched)).values())
    written = sum(_settled(subject) for subject in sorted(people) if _has_book(subject))
    ledger_actions.follow(FOLLOWS, upto)
    return written


def lapse_points() -> int:
    """Write off what has expired, in every book. Returns how many movements were written."""
    today = clock.today()
    rules = rules_of(today)
    return sum(_settled(subject) for subject, read in books() if _due(read, today, rules))


def books() -> Iterator[tuple[str, Read]]:
    """Every person's book, with what became of the entries it rests on."""
    files = list(PointMovement.objects.order_by("subject").values_list("subject", flat=True).distinct())
    subjects = list(dict.fromkeys(registry.resolve_many(files).values()))
    kinds = [KIND, *rules_of(clock.today()).records, *sorted(ABOUT_FACTS), CONFIRMED]
    for some in chunks(subjects, AT_ONCE):
        for subject, history in ledger.history_of_many(some, opened=False, kinds=kinds).items():
            yield subject, _reading(subject, history)


def _settled(subject: str) -> int:
    today = clock.today()
    with transaction.atomic():
        read = _read(subject)
        due = _due(read, today, rules_of(today))
        _write(Actor.job("points"), due, read)
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
    move = points.earn(read.moves, read.who, told[1], origin, today, rules.book, told[0].code)
    _write(actor, [*_due(read, today, rules), move], read)
    return move.points


def _due(read: Read, today: date, rules: PointRules) -> list[Movement]:
    """What the calendar and the outcome of objections ask of a book: lapses, and what is taken back."""
    back = points.taken_back(read.moves, read.who, today, read.gone - read.twice, GONE)
    doubled = points.taken_back(read.moves, read.who, today, read.gone & read.twice, TWICE)
    return [*points.lapse(read.moves, read.who, today, rules.book, read.held), *back, *doubled]


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
    return PointMovement.objects.filter(subject__in=registry.ids_of([subject])[subject]).exists()


def _read(subject: str) -> Read:
    """The whole book, and what became of the entries it rests on."""
    who = registry.resolve_many([subject])[subject]
    return _reading(who, ledger.history_of_many([who], opened=False)[who])


def _reading(who: str, history: Sequence[Entry]) -> Read:
    standing = in_force(who, history)
    file = {e.id: e.fact.subject for e in history}
    files = frozenset(file.values())
    origin = origins(history)
    written = [e for e in history if e.fact.kind == KIND]  # what was taken out of the record keeps its number
    at = {n: (e.fact.subject, int(str(e.get("movement_no")))) for n, e in enumerate(written, 1)}
    number = {place: n for n, place in at.items()}
    stand = {e.id for e in standing.of(KIND)}
    moves = [_movement(n, e, who, files, number) for n, e in enumerate(written, 1) if e.id in stand]
    last: dict[str, int] = {}
    for book, own in at.values():
        last[book] = max(own, last.get(book, 0))
    counted = {m.source for m in moves if m.debit == points.ISSUED and not _undone(moves, m)}
    ordered = sorted(standing.entries, key=lambda e: origin[e.id] not in counted)  # of two that say the same, the one that earned
    again = {origin[one]: origin[first] for one, first in said_twice(ordered, rules_of(clock.today()).records).items()}
    origin = {one: again.get(first, first) for one, first in origin.items()}
    stands = {origin[e.id] for e in standing.entries}
    sources = {m.source for m in moves if m.debit == points.ISSUED}
    gone = frozenset(s for s in sources if s in origin and s not in stands)
    contested = frozenset(origin[one] for one in disputed(history) if one in origin)
    happened = {one.id: one.fact.happened_on for one in history if one.id in sources}
    return Read(who, moves, at, last, file, frozenset(again), contested, gone, happened, standing.entries, origin)


def _movement(n: int, entry: Entry, who: str, files: frozenset[str], number: Mapping[tuple[str, int], int]) -> Movement:
    """A movement as the book read has it: its own number, her name and those it names put as the whole book has them."""
    book = entry.fact.subject
    event = str(entry.get("source_event"))
    source = str(entry.get("source_entry") or event)
    reverses = int(str(entry.get("reverses") or 0))
    debit, credit = (who if account in files else account for account in (str(entry.get("debit")), str(entry.get("credit"))))
    return Movement(
        n, entry.fact.happened_on, debit, credit, int(str(entry.get("points"))),
        event if reverses or credit == points.SPENT else source, number.get((book, reverses), 0), event if source != event else "",
        tuple((number[book, own], some) for own, some in lots(entry.fact) if (book, own) in number),
    )  # fmt: skip


def _parts(move: Movement, read: Read) -> list[tuple[str, Movement]]:
    """A movement as (file, movement) each: in the book of what it takes back, of what it takes from, or of the entry it comes from."""
    if move.reverses:
        return [(read.at[move.reverses][0], move)]
    if not move.lots:
        return [(read.file[move.source], move)]
    of: dict[str, list[tuple[int, int]]] = {}
    for lot, taken in move.lots:
        of.setdefault(read.at[lot][0], []).append((lot, taken))
    return [(book, replace(move, points=sum(taken for _, taken in some), lots=tuple(some))) for book, some in of.items()]


def _write(actor: Actor, moves: Sequence[Movement], read: Read) -> None:
    """Numbered on from the last of each book; facts, and the index that keeps two hands from writing the same number or the same entry."""
    said = Provenance(actor.organisation or "district", Channel.SYSTEM, actor.id)
    known, last = {m.number: m for m in read.moves}, dict(read.last)
    facts, index = [], []
    for book, move in (part for whole in moves for part in _parts(whole, read)):
        number = last[book] = last.get(book, 0) + 1
        entry = known[move.reverses].source if move.reverses and known[move.reverses].debit == points.ISSUED else move.source if move.event else ""
        entry = entry if entry in read.origin else ""
        words = move.source if move.reverses or move.credit == points.SPENT else move.event or move.source
        debit, credit = (book if account == read.who else account for account in (move.debit, move.credit))
        clear: dict[str, Value] = {"movement_no": number, "debit": debit, "credit": credit, "points": move.points, "source_event": words}
        if entry:
            clear["source_entry"] = entry
        if move.lots:
            clear["from_lots"] = [f"{read.at[lot][1]}:{taken}" for lot, taken in move.lots]
        undoes = read.at[move.reverses][1] if move.reverses else 0
        if undoes:
            clear["reverses"] = undoes
        facts.append(Fact(KIND, book, move.on, said, (str(number),), clear))
        index.append(PointMovement(subject=book, number=number, debit=debit, entry=entry, reverses=undoes))
        if undoes and move.points == known[move.reverses].points:
            PointMovement.objects.filter(subject=book, number=undoes).update(undone=True)
    try:
        with transaction.atomic():
            PointMovement.objects.bulk_create(index)
    except IntegrityError:
        raise Refused("points.raced", "这本积分簿刚刚有人记过", "请刷新页面后再记") from None
    ledger_actions.append(facts)
