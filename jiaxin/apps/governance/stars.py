"""星级 — the application filled from the record, two sheets that agree or do not, the plaque, and the lower star proposed.

Not here  the arithmetic (domain/stars), the way (procedures/star_rating, procedures/measure).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from jiaxin.apps.governance.announcing import company_figures, grounds_on
from jiaxin.apps.governance.letters import Letter
from jiaxin.apps.governance.models import Case
from jiaxin.apps.governance.printing import address, grouped
from jiaxin.apps.governance.stepping import open_case
from jiaxin.apps.governance.viewing import CaseView, case, views
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Value
from jiaxin.domain.measures import STAR, star_on, stopped_until
from jiaxin.domain.permissions import Actor
from jiaxin.domain.stars import agreement as agreeing
from jiaxin.domain.stars.agreement import Agreement
from jiaxin.domain.stars.application import Item, prefilled, star_rules
from jiaxin.domain.stars.awarding import Ground, Marked, applied_for, marked, read_grounds, star_of
from jiaxin.domain.stars.falling import called_for
from jiaxin.domain.stars.forecasting import StarForecast, star_forecast
from jiaxin.domain.stars.visiting import SiteItem, checklist, read_site, visit_rules
from jiaxin.kit import clock, qr, typesetting
from jiaxin.kit.scratch import scratch

_MARKS = ("mark", "mark_again")


@dataclass(frozen=True, slots=True)
class Part:
    code: str
    label: str
    most: int


def star_application(subject: str) -> tuple[Item, ...]:
    """The application of a company as the record fills it today."""
    today = clock.today()
    return prefilled(ledger.facts_about(subject, as_of=today, opened=False), company_figures(subject), today, star_rules(today))


def star_outlook(subject: str) -> StarForecast:
    """Which star a company's record reaches today, and what is missing for the next ones."""
    today = clock.today()
    return star_forecast(ledger.facts_about(subject, as_of=today, opened=False), company_figures(subject), today, star_rules(today))


def star_checklist() -> tuple[str, Sequence[SiteItem]]:
    """(name of the form of a visit, its items)."""
    book = visit_rules(clock.today())
    return book.label, checklist(book)


def star_site(one: CaseView) -> list[tuple[str, int, int]]:
    """(item, points, most) of the visit; nothing before it, or where it went without the form."""
    visit = next((e for e in reversed(one.events) if e.verb == "visit" and e.said.get("site_marks")), None)
    lines = visit.said["site_marks"] if visit else None
    if visit is None or not isinstance(lines, list):
        return []
    book = visit_rules(visit.on)
    marks = read_site([str(line) for line in lines], book)
    return [(item.label, marks[item.code], item.most) for item in checklist(book)]


@dataclass(frozen=True, slots=True)
class Prospect:
    """星级结果 — the star that follows, and why. `fixed`: as announced; else as it would be today."""

    star: int
    applied: int
    marked: Marked
    grounds: tuple[Ground, ...]
    fixed: bool


def star_prospect(one: CaseView) -> Prospect | None:
    """What the marks and the gates give; None before both sheets are in, and for what was announced before stars had grounds."""
    before = [e for e in one.events if e.verb != "announce"]
    announced = next((e for e in one.events if e.verb == "announce"), None)
    told = announced.said.get("grounds") if announced else None
    given = marked(before) if all(e.said for e in before if e.verb in _MARKS) else None
    if given is None or (announced and not isinstance(told, list)):
        return None
    lines = read_grounds([str(line) for line in told]) if isinstance(told, list) else grounds_on(one.subject, before, clock.today())
    return Prospect(star_of(lines, applied_for(before)), applied_for(before), given, lines, isinstance(told, list))


def star_open_from(subject: str) -> date | None:
    """The day from which a company may apply again, while a measure stops stars; None where nothing does."""
    today = clock.today()
    return stopped_until(ledger.facts_about(subject, as_of=today, opened=False), today).get(STAR)


def apply_for_star(actor: Actor, star: int, typed: Mapping[str, str]) -> str:
    """Hand the application in: what the record filled stands as it is, the rest as typed."""
    items = star_application(actor.organisation)
    if empty := [one.label for one in items if not one.value and not typed.get(one.code, "").strip()]:
        raise Refused("stars.empty", f"“{empty[0]}”还没有填", "档案里没有的几项需要您填写；没有的请写“无”")
    sheet = [f"{one.label}：{one.value or typed[one.code].strip()[:60]}{'' if one.value else '（申报单位填写）'}" for one in items]
    said: dict[str, Value] = {"star": str(star), "sheet": sheet}
    return open_case(actor, "star-rating", actor.organisation, f"star-{actor.organisation}", said, organisation=actor.organisation)


def star_parts() -> list[Part]:
    return [Part(str(p["code"]), str(p["label"]), int(p["most"])) for p in star_rules(clock.today()).data["part"]]


def star_agreement(one: CaseView) -> Agreement | None:
    """How the two sheets agree; nothing before both are in."""
    sheets = sheets_of(one)
    return agreeing.agreement(sheets[0][1], sheets[1][1], star_rules(clock.today())) if len(sheets) == 2 else None


def star_mean(one: CaseView) -> str:
    """Mean of the two sheets, to a half; empty before both are in."""
    sums = [sum(sheet.values()) for _, sheet in sheets_of(one)]
    return f"{sum(sums) / 2:g}" if len(sums) == 2 else ""


def star_outliers() -> dict[str, int]:
    """Assessors who lie far from their partners over all cases that both have marked."""
    pairs = []
    for one in views(list(Case.objects.filter(procedure="star-rating").order_by("opened_at", "id"))):
        if len(sheets := sheets_of(one)) == 2:
            (a, first), (b, second) = sheets
            pairs.append((a, sum(first.values()), b, sum(second.values())))
    return agreeing.outliers(pairs, star_rules(clock.today()))


def sheets_of(one: CaseView) -> list[tuple[str, dict[str, int]]]:
    """(assessor, sheet) of each who has marked."""
    book, found = star_rules(clock.today()), []
    for event in one.events:
        sheet = event.said.get("sheet")
        if event.verb in _MARKS and isinstance(sheet, list):
            found.append((event.actor, agreeing.read([str(line) for line in sheet], book)))
    return found


def watch_stars(today: date) -> int:
    """Propose a lower star where the record calls for one that nobody has looked at yet. Returns how many."""
    book, made = star_rules(today), 0
    facts = ledger.facts_about_many(list(registry.companies()), as_of=today, opened=False)
    for subject, company in facts.items():
        called = called_for(company, today, book)
        about = f"star-down-{sha256('|'.join(called.entries).encode()).hexdigest()[:24]}" if called else ""
        if called is None or Case.objects.filter(procedure="measure", about=about).exists():
            continue
        said: dict[str, Value] = {
            "measure": "downgrade", "star": str(called.star), "basis": str(book.data["downgrade"]["source"]), "why": called.why,
            "ground": "findings", "entries": list(called.entries),
        }  # fmt: skip
        open_case(Actor.job("stars"), "measure", subject, about, said, organisation=subject)
        made += 1
    return made


def plaque(case_id: str, office: str) -> Letter:
    """The plaque of an awarded case. Raises Refused before the award."""
    one = case(case_id)
    award = next((e for e in one.events if e.verb == "award"), None)
    if one.procedure != "star-rating" or award is None:
        raise Refused("stars.no-plaque", "还没有授牌", "公示期满、授牌之后才有牌匾")
    star = next(e.said["star"] for e in reversed(one.events) if "star" in e.said)
    name = registry.companies([one.subject])[one.subject].name
    parts = (("星级", str(star)), ("有效期至", str(award.said["valid_through"])))
    return Letter(f"{star}星级家政企业", str(award.said["plaque"]), name, parts, office, award.on)


def plaque_stands(case_id: str) -> bool:
    """Whether the star on a plaque is the one that stands today: in force, not run out, not lowered."""
    one = case(case_id)
    facts = ledger.facts_about(one.subject, opened=False)
    rated = [e for e in facts.of("star.rating") if e.fact.provenance.batch == case_id]
    return bool(rated) and star_on(facts, clock.today()) == rated[-1].get("star") and str(rated[-1].get("valid_through")) >= clock.today().isoformat()


def plaque_pdf(one: Letter, code: str) -> bytes:
    with scratch(Path(settings.DATA)) as folder:
        (folder / "verify.svg").write_bytes(qr.svg(address(code), border=2))
        star, through = (said for _, said in one.parts)
        said = {"name": one.to, "stars": int(star), "through": through, "number": one.number, "office": one.office, "code": grouped(code), "on": one.on.isoformat()}
        return typesetting.pdf(Path(__file__).with_name("print") / "plaque.typ", said, folder)
