"""时光机 — the score of any subject on any day, as it follows from what the ledger held at any moment.

Two clocks: `as_of` is the day the score is about, `known_at` the moment up to which entries count. Inputs that are
not the subject's own facts are taken as they were stored then (a company's assessment, the figure of the
district); with `afresh` the company's are counted again from its workers' facts as well, and nothing derived is
believed. Which ids are one person is taken as it was at that moment too: files put together later are still two.

Silent  nobody who had not confirmed by then has a score; an erased person has none any more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

import orjson
from django.conf import settings

from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.ledger import segments
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.registry.actions import ERASED, place_of
from jiaxin.apps.scoring.models import AssessmentRow
from jiaxin.apps.scoring.packs import Timetable, rulebook, timetable
from jiaxin.apps.scoring.reputing import Published, published
from jiaxin.domain.disclosure.consent import agrees_to_show, has_confirmed
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Entry, Facts
from jiaxin.domain.history import in_force
from jiaxin.domain.rulebooks.reading import Rulebook
from jiaxin.domain.scoring.context import Context
from jiaxin.domain.scoring.engine import Assessment, assess
from jiaxin.domain.scoring.inputs import Stored, district_mean, worker_context
from jiaxin.domain.scoring.rulebook import ScoringRules, scoring_rules
from jiaxin.domain.scoring.workforce import NAMES, Tally, employer, figures, tally
from jiaxin.domain.validity import counted_colour, validity_rules
from jiaxin.kit import clock
from jiaxin.kit.columns import in_memory

FIRST, LAST = date(1950, 1, 1), date(2200, 12, 31)  # beyond them nobody has a record, and steps of months leave the calendar


def askable(day: date) -> date:
    """The same day; raises Refused for one so far away that no score can be meant."""
    if not FIRST <= day <= LAST:
        raise Refused("scoring.far-day", f"{day} 离现在太远，算不了那一天的评分", f"请写 {FIRST} 到 {LAST} 之间的日期")
    return day


class _Graded(NamedTuple):
    from_day: date
    from_position: int
    grade: str


class TimeMachine:
    """Opens the record at any moment. Keep one for many questions: what it has counted it counts once."""

    def __init__(self, afresh: bool = False) -> None:
        self.afresh = afresh
        self.grades: dict[tuple[str, int, date, datetime | None], Stored | None] = {}
        self.means: dict[tuple[int, date], Stored | None] = {}
        self._timetables: dict[str, Timetable] = {}
        self._versions: dict[str, Rulebook] = {}
        self._courses: dict[tuple[str, str], tuple[int, list[_Graded]]] = {}
        self._published: dict[str, tuple[int, list[Published]]] = {}
        self._employed: dict[tuple[str, int], list[str]] = {}
        self._since: dict[tuple[int, int], list[Entry]] = {}
        self._aliases: dict[datetime, dict[str, str]] = {}

    def replay(
        self, subject: str, known_at: datetime | None = None, version: str = "", position: int | None = None
    ) -> "Replay":
        """What was told about a subject by then. Without `known_at` and `position`: all that is known now.

        Raises Refused for an id that is nobody's, for an erased person, and for a pack that scores others.
        """
        upto = position if position is not None else position_at(known_at)
        found = self.replays([subject], version, upto, known_at)
        if subject not in found:
            if registry.kind_of(subject) == ERASED:
                raise Refused("scoring.erased", f"编号为“{subject}”的档案已按本人要求删除，任何一天的评分都不能再算", "删除记录可以在账本中核对")
            raise Refused("scoring.no-subject", f"没有编号为“{subject}”的服务员或企业", "请核对编号")
        return found[subject]

    def replays(
        self, subjects: Sequence[str], version: str = "", position: int | None = None, known_at: datetime | None = None
    ) -> dict[str, "Replay"]:
        """Many at once; who is neither worker nor company is left out. An alias is answered for by whom it stands for."""
        stands_for = self._standing(subjects, known_at)
        kinds = registry.kinds_of(list(dict.fromkeys(stands_for.values())))
        known = {s: who for s, who in stands_for.items() if kinds.get(who) in ("worker", "company")}
        upto = position if position is not None else position_at(None)
        here = place_of(settings.DISTRICT.name)
        told = self._told([*known.values(), here], upto, known_at)
        district = tuple(told[here])
        return {s: Replay(self, who, kinds[who], upto, tuple(told[who]), district, version, known_at) for s, who in known.items()}

    def _standing(self, subjects: Sequence[str], known_at: datetime | None) -> dict[str, str]:
        """Each id with the id it stood for at a moment."""
        if known_at is None:
            return registry.resolve_many(subjects)
        stood = self._stood(known_at)
        return {one: stood.get(one, one) for one in subjects}

    def _stood(self, known_at: datetime) -> Mapping[str, str]:
        if known_at not in self._aliases:
            self._aliases[known_at] = registry.aliases_at(known_at)
        return self._aliases[known_at]

    def _told(self, people: Sequence[str], position: int, known_at: datetime | None) -> dict[str, list[Entry]]:
        """What had been told about each up to a position, under every id that stood for her at the moment."""
        if known_at is None:
            return _upto(ledger.history_of_many(people, opened=False), position)
        ids = {one: [one] for one in people}
        for other, kept in self._stood(known_at).items():
            if kept in ids:
                ids[kept].append(other)
        written = ledger.history_under([one for its in ids.values() for one in its], opened=False)
        told = {one: sorted((e for i in its for e in written[i]), key=lambda e: e.position) for one, its in ids.items()}
        return _upto(told, position)

    def book(self, kind: str, as_of: date, version: str = "") -> Rulebook:
        """The pack of a version, or else the one in force on a day. Raises Refused where there is none."""
        if version:
            if version not in self._versions:
                self._versions[version] = rulebook(version)
            book = self._versions[version]
            book.must_be("scoring")
            if book.data["subject"] != kind:
                who = "服务员" if kind == "worker" else "企业"
                raise Refused("scoring.wrong-rules", f"{version} 不是评{who}用的规则", f"请换一版评{who}的规则")
            return book
        if kind not in self._timetables:
            self._timetables[kind] = timetable("scoring", kind)
        return self._timetables[kind].on(as_of)

    def grade(self, subject: str, version: str, as_of: date, position: int) -> str:
        """The grade that was stored; empty where none was."""
        upto, course = self._courses.get((subject, version), (-1, []))
        if position > upto:
            upto, course = max(position, ledger.checkpoint().size), _course(subject, version)
            self._courses[subject, version] = upto, course
        return next((one.grade for one in reversed(course) if one.from_day <= as_of and one.from_position <= position), "")

    def reputation(self, subject: str, as_of: date, position: int) -> tuple[Stored, Stored] | None:
        """The estimate that was published, and half its interval."""
        upto, course = self._published.get(subject, (-1, []))
        if position > upto:
            upto, course = max(position, ledger.checkpoint().size), published(subject)
            self._published[subject] = upto, course
        return next((one.given for one in reversed(course) if one.from_day <= as_of and one.from_position <= position), None)

    def turns(self, kind: str, after: date, upto: date) -> list[date]:
        """Days on which another pack applies to them than the day before, or none any more."""
        if kind not in self._timetables:
            self._timetables[kind] = timetable("scoring", kind)
        return self._timetables[kind].turns(after, upto)

    def counted(self, company: str, position: int, as_of: date, book: Rulebook, known_at: datetime | None = None) -> Context:
        """A company's inputs from the facts of everybody who ever worked for it."""
        tallies: list[Tally] = []
        people = sorted(set(self._standing(self._ever_employed(company, position), known_at).values()))
        for subject, told in self._told(people, position, known_at).items():
            facts = in_force(subject, told, as_of)
            if _counts(facts, as_of) and employer(facts, as_of)[0] == company:
                tallies.append(tally(facts, company, as_of, book))
        total = {name: sum(one.values[name] for one in tallies) for name in NAMES}
        return figures(len(tallies), total, book, book.digest)

    def _ever_employed(self, company: str, position: int) -> list[str]:
        """Ids of whoever was said to work for a company: from the columns, and what was said since they were written."""
        if (company, position) not in self._employed:
            found = _employed_in_columns(company, position)
            span = (segments.covered(), position)
            if span not in self._since:
                self._since[span] = [e for e in ledger.entries_between(*span) if e.fact.kind == "employment"]
            found += [e.fact.subject for e in self._since[span] if e.fact.company == company]
            self._employed[company, position] = list(dict.fromkeys(found))
        return self._employed[company, position]


@dataclass(frozen=True)
class Replay:
    """One subject with everything told about it up to a position; `made` is its assessment on a day."""

    machine: TimeMachine
    subject: str
    kind: str
    position: int
    told: tuple[Entry, ...]
    district: tuple[Entry, ...]
    version: str
    known_at: datetime | None = None

    @property
    def others(self) -> list[str]:
        """People whose records were then taken for hers, and who have files of their own today."""
        ids = dict.fromkeys(e.fact.subject for e in self.told)
        return sorted(set(registry.resolve_many(list(ids)).values()) - {self.subject, *registry.resolve_many([self.subject]).values()})

    def turns(self, after: date, upto: date) -> list[date]:
        """Days ahead on which another rule pack takes this one's place; none where a version is asked for by name."""
        return [] if self.version else self.machine.turns(self.kind, after, upto)

    def counts(self, as_of: date) -> bool:
        """Whether there is a score on a day: a company always, a worker once she has confirmed and while she agrees."""
        return self.kind != "worker" or _counts(self.facts(as_of), as_of)

    def facts(self, as_of: date) -> Facts:
        return in_force(self.subject, self.told, as_of)

    def rules(self, as_of: date) -> ScoringRules:
        return scoring_rules(self._book(as_of))

    def made(self, as_of: date) -> Assessment:
        """Raises Refused where there was no score."""
        facts = self.facts(as_of)
        if self.kind == "worker" and not _counts(facts, as_of):
            raise Refused("scoring.not-confirmed", f"{as_of} 还没有经本人确认的档案，不评分", "请换一个更晚的日期；限定了入库日期的，也请放宽")
        return self.supposing(facts, as_of)

    def supposing(self, facts: Facts, as_of: date) -> Assessment:
        """What other facts about the same subject would come to, its surroundings being as they were."""
        return assess(facts, self.context(facts, as_of), self.rules(as_of), as_of)

    def context(self, facts: Facts, as_of: date) -> Context:
        if self.kind == "worker":
            return self._worker_context(facts, as_of)
        if self.machine.afresh:
            return self.machine.counted(self.subject, self.position, as_of, self._book(as_of), self.known_at)
        return _stored_context(self.subject, as_of, self.position)

    def stored(self, as_of: date) -> str:
        """The digest that was stored that day, as far as the ledger had been followed; empty if there was none, or the day is yet to come."""
        if as_of > clock.today():
            return ""
        row = _stored(self.subject, as_of, self.position, self.rules(as_of).version)
        return row.digest if row else ""

    def _book(self, as_of: date) -> Rulebook:
        return self.machine.book(self.kind, as_of, self.version)

    def _worker_context(self, facts: Facts, as_of: date) -> Context:
        rules = validity_rules()
        found = counted_colour(facts, as_of, rules)
        mean = self._mean(as_of)
        company = employer(facts, as_of)[0]
        grades = self._grade(company, as_of) if company else {}
        reputation = self.machine.reputation(self.subject, as_of, self.position)
        return worker_context(facts, as_of, found, rules.digest, grades, mean, reputation)

    def _mean(self, as_of: date) -> Stored | None:
        """The district's own figure: the same for everybody, and for every plan tried on a day."""
        known, key = self.machine.means, (self.position, as_of)
        if key not in known:
            known[key] = district_mean(in_force("", self.district, as_of))
        return known[key]

    def _grade(self, company: str, as_of: date) -> Mapping[str, Stored]:
        key = (company, self.position, as_of, self.known_at)
        if key not in self.machine.grades:
            self.machine.grades[key] = self._graded(company, as_of)
        found = self.machine.grades[key]
        return {company: found} if found else {}

    def _graded(self, company: str, as_of: date) -> Stored | None:
        try:
            rules = scoring_rules(self.machine.book("company", as_of))
        except Refused:
            return None
        if self.machine.afresh:
            grade = self.machine.replay(company, self.known_at, position=self.position).made(as_of).grade
        else:
            grade = self.machine.grade(company, rules.version, as_of, self.position)
        value = rules.stands_for(grade)
        return None if value is None else Stored(value, rules.digest)


def position_at(known_at: datetime | None) -> int:
    """How far the ledger reached at a moment: entries are recorded in the order of their positions."""
    high = ledger.checkpoint().size
    if known_at is None:
        return high
    low = 0
    while low < high:
        middle = (low + high + 1) // 2
        (entry,) = ledger.entries_between(middle - 1, middle)
        low, high = (middle, high) if entry.recorded_at <= known_at else (low, middle - 1)
    return low


def _counts(facts: Facts, as_of: date) -> bool:
    return has_confirmed(facts) and agrees_to_show(facts, as_of)


def _upto(told: Mapping[str, Sequence[Entry]], position: int) -> dict[str, list[Entry]]:
    return {s: [e for e in entries if e.position <= position] for s, entries in told.items()}


def _employed_in_columns(company: str, position: int) -> list[str]:
    files = [str(one) for one in segments.files()]
    if not files:
        return []
    with in_memory() as database:
        rows = database.execute(
            "SELECT DISTINCT subject FROM read_parquet(?, union_by_name = true)"
            " WHERE kind = 'employment' AND company = ? AND position <= ?",
            [files, company, position],
        ).fetchall()
    return [row[0] for row in rows]


def _course(subject: str, version: str) -> list[_Graded]:
    """Every grade that was stored of somebody under a pack, in the order in which they came to hold."""
    rows = AssessmentRow.objects.filter(subject=subject, rulebook=version).order_by("from_day", "from_position", "id")
    return [_Graded(*row) for row in rows.values_list("from_day", "from_position", "grade")]


def _stored(subject: str, as_of: date, position: int, version: str) -> AssessmentRow | None:
    rows = AssessmentRow.objects.filter(
        subject=subject, rulebook=version, from_day__lte=as_of, from_position__lte=position
    )
    return rows.order_by("-from_day", "-from_position", "-id").first()


def _stored_context(subject: str, as_of: date, position: int) -> Context:
    rows = AssessmentRow.objects.filter(subject=subject, from_day__lte=as_of, from_position__lte=position)
    row = rows.order_by("-from_day", "-from_position", "-id").first()
    given = orjson.loads(bytes(row.document)).get("context", []) if row else []
    return Context({name: value for name, value, _ in given}, {name: version for name, _, version in given})
