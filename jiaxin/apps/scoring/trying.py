"""规则试算 — a pack tried on everybody before it is in force, beside the one that is. Nothing is stored.

Sex, age and origin are opened only when an audit is asked for; the answer holds counts, never names.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from django.conf import settings

from jiaxin.apps.access.actions import log_read
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.scoring.models import RulebookDraft, RulebookInForce, StandingAssessment, WorkerTally
from jiaxin.apps.scoring.replaying import TimeMachine
from jiaxin.apps.scoring.rescoring import everybody, standing
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, FieldClass
from jiaxin.domain.rulebooks.reading import Rulebook, packaged, read
from jiaxin.domain.scoring.comparing import BY_GRADE, Comparison, Member, band, compare
from jiaxin.domain.scoring.engine import NOT_RATED, Assessment, assess
from jiaxin.domain.scoring.rulebook import ScoringRules, scoring_rules
from jiaxin.domain.values.identity_number import IdentityNumber
from jiaxin.kit import clock
from jiaxin.kit.bulk import chunks

AT_ONCE = 500
SIZE, STREET, AGE, SEX, ORIGIN = "企业规模", "街道", "年龄", "性别", "户籍地"


def pack(version: str) -> Rulebook:
    """A pack by version: in force, else the newest draft of that name, else the one that ships with the product."""
    row = RulebookInForce.objects.select_related("draft").filter(pk=version).first()
    if row is not None:
        return read(bytes(row.draft.raw))
    draft = RulebookDraft.objects.filter(version=version, rulebookwithdrawal=None).order_by("-drafted_at").first()
    return read(bytes(draft.raw)) if draft is not None else packaged(version)


def try_out(actor: Actor, before: Rulebook, after: Rulebook, as_of: date, audit: bool = False) -> Comparison:
    """Everybody who has a score, under both packs. `audit`: by sex, age and origin as well, which leaves a receipt."""
    old, new = scoring_rules(before), scoring_rules(after)
    if old.subject != new.subject:
        raise Refused("rulebook.not-alike", "两版规则评的不是同一类对象", "请选两版都是评服务员或都是评企业的规则")
    knobs = packaged("comparison-2026").data
    scored = StandingAssessment.objects.order_by("subject").values_list("subject", flat=True)
    kinds = registry.kinds_of(list(scored))
    subjects = [one for one in scored if kinds.get(one) == old.subject]
    members: list[Member] = []
    both = _at_once(before, after, old.subject, as_of) if as_of == clock.today() else {}
    for some in chunks(subjects, AT_ONCE):
        made = both or _one_by_one(some, old, new, as_of)
        members += _members([s for s in some if s in made], made, old.subject, as_of, knobs["size"]["from"])
    if audit and old.subject == "worker":
        log_read(actor, subjects, [FieldClass.IDENTITY], "规则公平性审计，只出汇总数")
        members = _audited(members, as_of, knobs["age"]["from"])
    return compare(members, old, new)


def _at_once(old: Rulebook, new: Rulebook, kind: str, as_of: date) -> dict[str, tuple[Assessment, Assessment]]:
    """Today's assessments under both packs, from the columns."""
    upto = ledger.checkpoint().size
    given = {subject: one.given for subject, one in standing(kind).items()}
    before = {one.subject: one for one in everybody(old, as_of, given, upto)}
    return {one.subject: (before[one.subject], one) for one in everybody(new, as_of, given, upto)}


def _one_by_one(
    subjects: Sequence[str], old: ScoringRules, new: ScoringRules, as_of: date
) -> dict[str, tuple[Assessment, Assessment]]:
    """Those of another day, opened with the time machine; who had no score that day is left out."""
    found = {}
    for subject, one in TimeMachine().replays(subjects).items():
        if not one.counts(as_of):
            continue
        facts = one.facts(as_of)
        context = one.context(facts, as_of)
        found[subject] = assess(facts, context, old, as_of), assess(facts, context, new, as_of)
    return found


def _members(
    subjects: Sequence[str],
    made: Mapping[str, tuple[Assessment, Assessment]],
    kind: str,
    as_of: date,
    sizes: Sequence[int],
) -> list[Member]:
    lines, streets = registry.file_lines(subjects), registry.regions("street", as_of)
    tallies = dict(
        WorkerTally.objects.filter(subject__in=subjects).values_list("subject", "company").order_by("subject")
    )
    heads = registry.headcounts(list(set(tallies.values()) | set(subjects)))
    found = []
    for subject in subjects:
        before, after = made[subject]
        company = tallies.get(subject, "")
        size = heads.get(company or subject, 0)
        line = lines.get(subject)
        groups = {
            BY_GRADE: "未评" if before.grade == NOT_RATED else before.grade,
            SIZE: band(size, sizes, "人") if company or kind == "company" else "个人从业",
        }
        if line is not None:
            groups[STREET] = streets.get(line.street, "未登记街道")
        found.append(Member(subject, company, groups, before, after))
    return found


def _audited(members: Sequence[Member], as_of: date, ages: Sequence[int]) -> list[Member]:
    people = registry.people([one.subject for one in members])
    found = []
    for one in members:
        person = people.get(one.subject)
        if person is None:
            continue
        number = IdentityNumber(person.id_number)
        traits = {AGE: band(number.age(as_of), ages, "岁"), SEX: number.sex, ORIGIN: _origin(number.area)}
        found.append(one._replace(groups={**one.groups, **traits}))
    return found


def _origin(area: str) -> str:
    """Where her number was first issued, seen from here."""
    here = settings.DISTRICT.region_code
    return "本区" if area == here[:6] else "本省" if area[:2] == here[:2] else "外省"
