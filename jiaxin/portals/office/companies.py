"""企业 — the list, and one company: its workers, what is on record; public credit information on a shelf of its own."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.publication import queries as publication
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.scoring import queries as scoring
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Facts
from jiaxin.domain.history import in_force
from jiaxin.domain.measures import star_on
from jiaxin.domain.permissions import Actor, FieldClass, Permission, Thing, fields_of, firms_of, may, may_ever
from jiaxin.kit import clock
from jiaxin.kit.finding import Fit
from jiaxin.portals.menus import menu_for
from jiaxin.portals.office.cases import openings
from jiaxin.portals.office.members import without_members
from jiaxin.portals.office.rows_behind import Behind
from jiaxin.portals.office.telling import Teller
from jiaxin.portals.shared import people_list
from jiaxin.portals.shared.cases import visible
from jiaxin.portals.shared.framing import actor_of, framed, list_answer
from jiaxin.portals.shared.parts import Detail, Filter, State

A_PAGE = 50
MOST_EXPORTED = 5000
REASONS = {**people_list.REASONS, Fit.NUMBER: "按信用代码找到"}
HEADINGS = ("企业", "统一社会信用代码", "登记状态", "星级", "在册", "已建档", "公示中的行政处罚", "公示至")
PUBLIC = frozenset({"penalty", "company.registration", "premises", "inspection"})
STATUSES = {"active": (State.OK, "在营"), "cancelled": (State.NONE, "已注销"), "revoked": (State.STOP, "已吊销")}


@door(Permission.COMPANY_LIST)
@require_safe
def companies(request: HttpRequest) -> HttpResponse:
    actor, asked = actor_of(request), request.GET
    number = max(1, int(page)) if (page := asked.get("page", "1")).isdecimal() and len(page) < 6 else 1
    found = registry.companies_found(asked.get("q", ""), A_PAGE, (number - 1) * A_PAGE, firms_of(actor, Permission.COMPANY_LIST))
    rows = found.rows
    forces = registry.workforces([c.subject for c in rows])
    heads = registry.headcounts([c.subject for c in rows])
    facts = record.facts_about_many([c.subject for c in rows], opened=False)
    listed = {subject for subject, found in facts.items() if found.of("company.registration")}
    shown = {
        "rows": [(c, c.subject in listed, heads.get(c.subject, 0), forces.get(c.subject), REASONS.get(found.fits.get(c.subject, Fit.EXACT), "")) for c in rows],
        "page": Paginator(range(found.count), A_PAGE).get_page(number),
        "filters": (Filter("q", "名称、拼音或统一社会信用代码", asked.get("q", "")),),
        "found": found.count,
        "query": urlencode({"q": asked["q"]}) if asked.get("q") else "",
        "filtered": bool(asked.get("q")),
        "no_members": without_members(actor),
    }
    return framed(request, menu_for(request), "office/companies.html", shown)


@door(Permission.COMPANY_LIST)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The list as a workbook; penalties within their period alone, as they stand this minute."""
    actor = actor_of(request)
    require(actor, Permission.COMPANY_LIST, Thing.of(actor))
    rows = registry.companies_found(request.GET.get("q", ""), MOST_EXPORTED, among=firms_of(actor, Permission.COMPANY_LIST)).rows
    subjects = [c.subject for c in rows]
    cards, heads = publication.company_cards(subjects, clock.today()), registry.headcounts(subjects)
    forces = registry.workforces(subjects)
    lines = []
    for one in rows:
        card, force = cards.get(one.subject), forces.get(one.subject)
        shown = card.penalties if card else ()
        lines.append((
            one.name, one.credit_code, STATUSES.get(card.status if card else "", (State.NONE, "未登记"))[1], str(card.star or "") if card else "",
            str(heads.get(one.subject, 0)), str(force.workers if force else 0), "；".join(p.document_no for p in shown), "；".join(p.until.isoformat() for p in shown),
        ))  # fmt: skip
    return list_answer("企业名单", HEADINGS, lines, "企业")


@door(Permission.COMPANY_VIEW)
@require_safe
def company(request: HttpRequest, subject: str) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.COMPANY_VIEW, Thing(organisation=subject))
    one = registry.companies([subject]).get(subject)
    if one is None:
        raise Refused("access.absent", "没有找到这家企业。", "请从企业列表进入。")
    history = record.history_of_many([subject])[subject]
    stands = in_force(subject, history, as_of=clock.today()).entries
    # facts of a company hold no worker; the conduct class is what may be read of its penalties and complaints
    teller = Teller.of(history, fields_of(actor.role, Permission.FILE_VIEW) | {FieldClass.BASIC, FieldClass.CONDUCT}, actor)
    told = [e for e in stands if e.fact.kind in PUBLIC]
    own = [e for e in stands if e.fact.kind not in PUBLIC]
    shown = {
        "one": one, "may_print": may_ever(actor.role, Permission.CODE_ISSUE), "score_of": subject, "may_paper": may(actor, Permission.PAPER_MAKE, Thing(organisation=subject)), "details": _details(one, stands), "figures": _figures(actor, subject),
        "public": teller.groups(told), "industry": teller.groups(own), "conflicts": teller.conflicts(stands),
        "keeps_points": False, "openings": openings(actor, worker=False), "subject": subject, "cases": visible(actor, governance.cases_about(subject, unsealed=False)),
        "score": scoring.explained(subject) if may_ever(actor.role, Permission.SCORE_EXPLAIN) else None,
        "reviews": reverse("office:replies", args=[subject]) if may_ever(actor.role, Permission.REVIEW_VIEW) else "",
        "workers": f"{reverse('office:workers')}?company={subject}" if may_ever(actor.role, Permission.WORKER_LIST) else "",
    }  # fmt: skip
    return framed(request, menu_for(request), "office/company.html", shown)


def _details(one: registry.CompanyName, stands: tuple) -> list[Detail]:  # type: ignore[type-arg]
    newest = max((e for e in stands if e.fact.kind == "company.registration"), key=lambda e: e.position, default=None)
    star = max((e for e in stands if e.fact.kind == "star.rating"), key=lambda e: str(e.get("rated_on")), default=None)
    standing = star_on(Facts(one.subject, tuple(stands)), clock.today())
    state, word = STATUSES.get(str(newest.get("status") or "") if newest else "", (State.NONE, "未登记"))
    return [
        Detail("登记状态", word, state=state),
        Detail("统一社会信用代码", one.credit_code),
        Detail("成立日期", str(newest.get("established_on") or "") if newest else ""),
        Detail("地址", str(newest.get("address") or "") if newest else ""),
        Detail("星级", f"{standing} 星" if standing else "", f"{star.get('authority') or ''} {star.get('rated_on') or ''} 评定" if star else ""),
        Detail("来源", "企业名录" if newest else "仅见于人员名册", "" if newest else "尚未收到市场监管的登记信息"),
    ]


def _figures(actor: Actor, subject: str) -> list[tuple[str, int, str, str]]:
    """(label, count, state, address of those counted)."""
    tallies, behind = registry.tallies(company=subject), Behind(actor)
    filed = [t for t in tallies if t.confirmed and not t.withdrawn]
    return [
        ("在册人员", sum(t.workers for t in tallies), "", behind.people(company=subject)),
        ("已建档", sum(t.workers for t in filed), "", behind.people(company=subject, state="filed")),
        ("证照齐全", sum(t.workers for t in filed if t.colour == "green"), "ok", behind.people(company=subject, state="green")),
        ("待本人确认", sum(t.workers for t in tallies if t.claimed), "wait", behind.people(company=subject, state="waiting")),
    ]
