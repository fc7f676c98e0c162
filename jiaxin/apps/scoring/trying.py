"""规则试算 — a pack tried on everybody before it is in force, beside the one that is. Nothing is stored.

Sex and age are opened only when an audit is asked for; the answer holds counts, never names.
"""

from collections.abc import Sequence
from datetime import date

from jiaxin.apps.access.actions import log_read
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.scoring.models import RulebookDraft, RulebookInForce, StandingAssessment, WorkerTally
from jiaxin.apps.scoring.replaying import TimeMachine
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, FieldClass
from jiaxin.domain.rulebooks.reading import Rulebook, packaged, read
from jiaxin.domain.scoring.comparing import BY_GRADE, Comparison, Member, band, compare
from jiaxin.domain.scoring.engine import NOT_RATED, assess
from jiaxin.domain.scoring.rulebook import ScoringRules, scoring_rules
from jiaxin.domain.values.identity_number import IdentityNumber
from jiaxin.kit.bulk import chunks

AT_ONCE = 500
SIZE, STREET, AGE, SEX = "企业规模", "街道", "年龄", "性别"


def pack(version: str) -> Rulebook:
    """A pack by version: in force, else the newest draft of that name, else the one that ships with the product."""
    row = RulebookInForce.objects.select_related("draft").filter(pk=version).first()
    if row is not None:
        return read(bytes(row.draft.raw))
    draft = RulebookDraft.objects.filter(version=version).order_by("-drafted_at").first()
    return read(bytes(draft.raw)) if draft is not None else packaged(version)


def try_out(actor: Actor, before: Rulebook, after: Rulebook, as_of: date, audit: bool = False) -> Comparison:
    """Everybody who has a score, under both packs. `audit`: by sex and age as well, which leaves a receipt."""
    old, new = scoring_rules(before), scoring_rules(after)
    if old.subject != new.subject:
        raise Refused("rulebook.not-alike", "两版规则评的不是同一类对象", "请选两版都是评服务员或都是评企业的规则")
    knobs = packaged("comparison-2026").data
    scored = StandingAssessment.objects.order_by("subject").values_list("subject", flat=True)
    kinds = registry.kinds_of(list(scored))
    subjects = [one for one in scored if kinds.get(one) == old.subject]
    members: list[Member] = []
    for some in chunks(subjects, AT_ONCE):
        members += _members(some, old, new, as_of, knobs["size"]["from"])
    if audit and old.subject == "worker":
        log_read(actor, subjects, [FieldClass.IDENTITY], "规则公平性审计，只出汇总数")
        members = _audited(members, as_of, knobs["age"]["from"])
    return compare(members, old, new)


def _members(
    subjects: Sequence[str], old: ScoringRules, new: ScoringRules, as_of: date, sizes: Sequence[int]
) -> list[Member]:
    machine = TimeMachine()
    lines, streets = registry.file_lines(subjects), registry.regions("street", as_of)
    tallies = dict(
        WorkerTally.objects.filter(subject__in=subjects).values_list("subject", "company").order_by("subject")
    )
    heads = registry.headcounts(list(set(tallies.values()) | set(subjects)))
    found = []
    for subject, one in machine.replays(subjects).items():
        facts = one.facts(as_of)
        context = one.context(facts, as_of)
        before, after = (assess(facts, context, rules, as_of) for rules in (old, new))
        company = tallies.get(subject, "")
        size = heads.get(company or subject, 0)
        line = lines.get(subject)
        groups = {
            BY_GRADE: "未评" if before.grade == NOT_RATED else before.grade,
            SIZE: band(size, sizes, "人") if company or old.subject == "company" else "个人从业",
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
        traits = {AGE: band(number.age(as_of), ages, "岁"), SEX: number.sex}
        found.append(one._replace(groups={**one.groups, **traits}))
    return found
