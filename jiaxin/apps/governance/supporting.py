"""扶持 — the list of a rule computed from the record; what a company would get today and what it lacks; payment lines.

Every company of the register is asked; nobody has to apply for what the record already shows (免申即享). What earlier
lists of the same rule and year have paid, or are about to pay, is not paid again.
Not here  the rules (domain/incentives), who decides (procedures/subsidy), later instalments (instalments).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.governance.models import Case
from jiaxin.apps.governance.reading import pack_named, pack_on
from jiaxin.apps.governance.stepping import open_case
from jiaxin.apps.governance.viewing import case as case_of
from jiaxin.apps.governance.viewing import views
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.scoring import queries as scoring
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Facts, Value
from jiaxin.domain.incentives import lists
from jiaxin.domain.incentives.counting import OF_WORKERS, Earlier, company_applicant, gates, head, ranked_companies
from jiaxin.domain.incentives.rules import FEN, Applicant, Award, computed, missing_for_next, rule_of, rules, within
from jiaxin.domain.incentives.rules import Rule as RuleData
from jiaxin.domain.permissions import Actor
from jiaxin.domain.rulebooks.reading import Rulebook
from jiaxin.domain.scoring.workforce import employer
from jiaxin.kit import clock, ids
from jiaxin.kit.bulk import chunks

SCORE = "file_score"  # 档案评分: the one count of single workers
_OF_RANKED = (*OF_WORKERS, "penalty", "pledge")
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as a page names it."""

    code: str
    label: str
    source: str
    said: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a company would get today, and what is missing: `more` people for `next_yuan`, or None."""

    rule: Rule
    fen: int
    reasons: tuple[str, ...]
    have: int
    more: int | None
    next_yuan: int | None


@dataclass(frozen=True, slots=True)
class Paid:
    """One line of a list with the company's public name."""

    subject: str
    name: str
    credit_code: str
    fen: int
    reasons: tuple[str, ...]
    evidence: tuple[str, ...]
    plan: tuple[int, ...] = ()
    part: int = 1
    began: str = ""


def book_on(day: date) -> Rulebook:
    """The rules of support of the district, where it has brought its own into force; else those that ship."""
    return pack_on("incentives", day)


def support_rules(day: date) -> list[Rule]:
    return [Rule(str(r["code"]), str(r["label"]), str(r["source"]), _in_words(r)) for r in rules(book_on(day))]


def applicants(rule: str, on: date, subjects: Sequence[str] = (), earlier: Earlier | None = None) -> list[Applicant]:
    """Every company of the register, or only these, as the record has them on a day."""
    known = earlier or Earlier()
    return [company_applicant(firm, workers, on, rule, known) for firm, workers in _companies(on, list(subjects) or list(registry.companies()))]


def paid_earlier(rule: str, on: date) -> Earlier:
    """What the lists of a rule that were not dropped pay, whether the money has gone out yet or not."""
    known: set[str] = set()
    ever: set[str] = set()
    fen: dict[str, int] = {}
    for one in lists_of(rule):
        this_year = one.on.year == on.year
        for line in one.lines:
            if not line.fen or line.began:  # a later instalment pays what the first list has counted
                continue
            ever.add(line.subject)
            if this_year:
                fen[line.subject] = fen.get(line.subject, 0) + (sum(line.plan) or line.fen)
                known.update(line.heads or (e.partition(":")[2] for e in line.evidence))
    return Earlier(frozenset(known), fen, frozenset(ever))


@dataclass(frozen=True, slots=True)
class Listed:
    """One list that stands: its case, its rule, the pack it names, the day it was computed, the day it was approved, its lines."""

    case: str
    rule: str
    version: str
    digest: str
    on: date
    approved_on: date | None
    lines: tuple[lists.Line, ...]


@beyond("只用来核对发过没有")
def lists_of(rule: str = "") -> list[Listed]:
    """Lists that were not dropped, of one rule or of all, the oldest first."""
    found = []
    for one in views(list(Case.objects.filter(procedure="subsidy").exclude(state="dropped").order_by("opened_at", "id"))):
        said = {k: v for e in one.events for k, v in e.said.items()}
        if rule and said["rule"] != rule:
            continue
        approved = next((e.on for e in one.events if e.verb == "approve"), None)
        found.append(Listed(one.id, str(said["rule"]), str(said["version"]), str(said["digest"]), one.events[0].on, approved, tuple(read_lines(said["candidates"]))))
    return found


def read_lines(said: object) -> list[lists.Line]:
    return lists.read([str(one) for one in said] if isinstance(said, list) else [])


def _companies(on: date, subjects: Sequence[str]) -> Iterator[tuple[Facts, list[Facts]]]:
    """What is established about each company, and about each of its workers."""
    for some in chunks(list(subjects), 100):
        firms = ledger.facts_about_many(list(some), as_of=on, opened=False)
        for subject in some:
            people = registry.workers_of(subject)
            yield firms[subject], [f for part in chunks(people, 500) for f in ledger.facts_about_many(list(part), as_of=on, opened=False, kinds=OF_WORKERS).values()]


def list_support(actor: Actor, rule: str, budget_yuan: int | None = None) -> str:
    """Compute the list of a rule and open its case."""
    today = clock.today()
    book = book_on(today)
    one = rule_of(book, rule)
    lines = lists.written(_awarded(book, one, today, budget_yuan), str(one["counts"]))
    if not lines:
        raise Refused("support.nobody", "企业名录里还没有企业", "请先导入企业名录")
    return open_list(actor, rule, book.version, book.digest, lines)


def open_list(actor: Actor, rule: str, version: str, digest: str, lines: list[str]) -> str:
    said: dict[str, Value] = {"rule": rule, "version": version, "digest": digest, "candidates": lines, "committed": lists.digest(lines), "amount": lists.total(lines)}
    return open_case(actor, "subsidy", "", f"support-{ids.new_id()}", said)


def _awarded(book: Rulebook, rule: RuleData, today: date, budget_yuan: int | None = None, subjects: Sequence[str] = ()) -> list[Award]:
    earlier = paid_earlier(rule["code"], today)
    firms = applicants(rule["code"], today, subjects, earlier)
    if rule["shape"] != "top":
        return computed(book, rule["code"], firms, budget_yuan)
    found = ranked_companies(book, rule, _winners(book, rule, today, earlier), firms)
    found = within(found, budget_yuan * FEN) if budget_yuan is not None else found
    return [replace(a, rule=rule["code"], digest=book.digest) for a in found]


def _winners(book: Rulebook, rule: RuleData, today: date, earlier: Earlier) -> list[tuple[str, str, str]]:
    """(company, worker, entry that confirms her) of the first so many who work for a company, whatever the company gets.

    Read from the highest score down, and no further than the mark at the last place.
    """
    if rule["counts"] != SCORE:
        raise Refused("support.counts", f"排名规则按“{rule['counts']}”排，系统不会算", f"请在规则里写 counts = \"{SCORE}\"（档案评分）")
    people: list[Applicant] = []
    whose: dict[str, tuple[str, str]] = {}
    after = 0
    while some := scoring.highest(today, after, _AT_ONCE):
        after += len(some)
        facts = ledger.facts_about_many([subject for subject, _ in some], as_of=today, opened=False, kinds=_OF_RANKED)
        for subject, points in some:
            company, confirmed = employer(facts[subject], today)[0], facts[subject].latest("claim.confirmed")
            if not company or confirmed is None:
                continue
            known = head(rule["code"], subject) in earlier.known or confirmed.id in earlier.known
            people.append(Applicant(subject, {SCORE: points}, gates(facts[subject], today), known))
            whose[subject] = company, confirmed.id
        won = [a.subject for a in computed(book, rule["code"], people) if a.fen]
        in_line = sorted((a.counts[SCORE] for a in people if not a.had_before and all(a.gates.get(g) for g in rule.get("gates", ()))), reverse=True)
        places = rule["first"] - sum(a.had_before for a in people)
        if places < 1 or (len(in_line) > places and some[-1][1] < in_line[places - 1]):
            break
    return [(whose[subject][0], subject, whose[subject][1]) for subject in won] if people else []


def support_previews(subject: str) -> list[Preview]:
    """For a company: every rule with what it would bring today and what the next step takes."""
    today = clock.today()
    book, made = book_on(today), []
    for rule in support_rules(today):
        data = rule_of(book, rule.code)
        ((award,), (one,)) = _awarded(book, data, today, subjects=[subject]), applicants(rule.code, today, [subject])
        have = sum(e.startswith(f"{SCORE}:") for e in award.evidence) if data["shape"] == "top" else one.counts.get(str(data["counts"]), 0)
        ahead = missing_for_next(book, rule.code, one)
        made.append(Preview(rule, award.fen, award.reasons, have, *(ahead or (None, None))))
    return made


@beyond("公示的名单人人可看；办理页先核对过权限")
def support_lines(case: str) -> list[Paid]:
    """The list of a case, amounts first."""
    found = read_lines(next(e.said["candidates"] for e in case_of(case).events if "candidates" in e.said))
    firms = registry.companies([one.subject for one in found])
    made = [
        Paid(one.subject, firms[one.subject].name if one.subject in firms else one.subject, firms[one.subject].credit_code if one.subject in firms else "", one.fen, one.reasons, one.evidence, one.plan, one.part, one.began)
        for one in found
    ]
    return sorted(made, key=lambda one: (-one.fen, one.credit_code))


def support_same(case: str) -> bool:
    """Whether the list still follows from its rule pack's digest: the pack is the one it names."""
    said = {k: v for e in case_of(case).events for k, v in e.said.items()}
    try:
        return bool(pack_named(str(said["version"]), str(said["digest"])))
    except Refused:
        return False


def _in_words(rule: RuleData) -> str:
    parts = f"；分 {rule['instalments']} 期发放" if rule.get("instalments", 1) > 1 else ""
    if rule["shape"] == "tiers":
        return "；".join(f"满 {t['from']} 人 {t['yuan']:,} 元" for t in rule["tiers"]) + ("；只享受一次" if rule.get("once") else "") + parts
    if rule["shape"] == "top":
        return f"档案评分前 {rule['first']} 名的服务员，每人 {rule['each_yuan']} 元，发给所在企业" + parts
    least = f"，至少 {rule['at_least']} 人" if rule.get("at_least") else ""
    cap = f"，每家每年上限 {rule['cap_yuan']:,} 元" if rule.get("cap_yuan") else ""
    return f"每人 {rule['each_yuan']} 元{least}{cap}{parts}"
