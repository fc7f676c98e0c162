"""企业、协会的统计 — one company, or the members of an association, counted like the district and kept like it.

Unit    persons, matters. Nobody is named; a matter counts only where a company may take a step in it, so that none shows by its number.
"""

from collections import Counter, defaultdict
from datetime import date, timedelta
from functools import cache

from django.conf import settings

from jiaxin.apps.access import queries as access
from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.governance.queries import Matter
from jiaxin.apps.oversight.counting import Alike, Counted, Days, Late, clocks_of, lacking_of, standing_of, task_rows
from jiaxin.apps.oversight.members import member_days
from jiaxin.apps.oversight.snapshots import Counting
from jiaxin.apps.oversight.tasks import led_by
from jiaxin.apps.publication import queries as publication
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.disclosure import CompanyCard
from jiaxin.domain.errors import Refused
from jiaxin.domain.figures import Figure, Place
from jiaxin.domain.figures.firm_papers import ASSOCIATION, COMPANY, FirmBasis, Published, firm_paper
from jiaxin.domain.figures.pack import Pack
from jiaxin.domain.figures.rules import figure_rules
from jiaxin.domain.figures.tasks import STOP, WATCH
from jiaxin.domain.monthly_return import last_month
from jiaxin.domain.permissions import Role, may_ever
from jiaxin.domain.procedures.procedure import procedure


def called(about: str) -> tuple[str, str]:
    """(company or association, name). Raises Refused for what is neither."""
    if (firm := registry.companies([about]).get(about)) is not None:
        return COMPANY, firm.name
    if (office := access.organisation_names({about}).get(about)) and access.organisation_kind(about) == ASSOCIATION:
        return ASSOCIATION, office
    raise Refused("access.absent", "没有找到这家企业或协会。", "请从列表进入。")


@beyond("只出计数")
def count_firms(about: str, on: date) -> Counted:
    kind, name = called(about)
    rules, days, whole = figure_rules(on), Days.of(on, figure_rules(on)), Place(about, name, kind)
    joined = member_days(about, on) if kind == ASSOCIATION else {}
    names = registry.companies(joined) if kind == ASSOCIATION else {}
    places = {company: Place(company, firm.name, COMPANY) for company, firm in names.items()} or ({about: whole} if kind == COMPANY else {})
    files = registry.filings(list(places))
    groups: dict[Place, Counter[Alike]] = {place: Counter() for place in (whole, *places.values())}
    for one in files:
        for place in {whole, places[one.company]}:
            groups[place][days.alike(one)] += 1
    works_for = {one.subject: one.company for one in files}
    matters: dict[Place, list[Matter]] = defaultdict(list)
    for matter in governance.matters(on - timedelta(days=rules.matters_days), on):
        company = matter.subject if matter.subject in places else works_for.get(matter.subject, "")
        if company and open_to_companies(matter.procedure):
            for place in {whole, places[company]}:
                matters[place].append(matter)
    figures = [f for place, of in groups.items() for f in (*standing_of(place, of, on), *clocks_of(place, matters[place], on))]
    late = sorted(
        (Late(m.label, m.state_label, company, m.due_on) for company, place in places.items() for m in matters[place] if m.done_on is None and m.late and m.due_on),
        key=lambda one: (one.due_on, one.label, one.street),
    )
    tasks = task_rows(led_by(about), rules, on) if kind == ASSOCIATION else _open_matters(about, matters[whole], on)
    cards = publication.company_cards(list(places), on)
    return Counted(
        on, tuple(figures), {}, {about: lacking_of(groups[whole])}, tuple(late), tasks,
        about=(kind, about, name), published={company: _published(card) for company, card in cards.items()}, joined={c: joined[c] for c in places if c in joined},
    )  # fmt: skip


def paper_of(one: Counting) -> Pack:
    """The paper of a kept counting of a company or an association."""
    said = one.counted
    assert said.about is not None
    kind, about, name = said.about
    members: dict[str, dict[str, Figure]] = {}
    for figure in said.figures:
        if kind == ASSOCIATION and figure.place.kind == COMPANY:
            members.setdefault(figure.place.code, {})[figure.code] = figure
    basis = FirmBasis(
        about, kind, name, [f for f in said.figures if f.place.code == about], members, said.joined, said.published,
        sorted(said.missing.get(about, {}).items(), key=lambda pair: (-pair[1], pair[0])), [(m.label, m.state, m.street, m.due_on) for m in said.late],
        [(r[0], r[1], r[2], r[3], r[4]) for r in said.tasks] if kind == COMPANY else [], [row[:6] for row in said.tasks] if kind == ASSOCIATION else [],
        [(row[0], row[8]) for row in said.tasks if row[7] in (STOP, WATCH)] if kind == ASSOCIATION else [],
        said.on, one.position, one.root, one.digest, figure_rules(said.on),
    )  # fmt: skip
    return firm_paper(basis, f"{settings.DISTRICT.name}商务局")


@cache
def open_to_companies(code: str) -> bool:
    """Whether a company may take any step in such a matter: of the others it does not even learn that they run."""
    return any(may_ever(Role.COMPANY_MANAGER, permission) for step in procedure(code).steps for permission in step.who)


def _open_matters(company: str, matters: list[Matter], on: date) -> tuple[tuple[str, ...], ...]:
    """(kind, state, begun, due or empty, how it stands) of what runs about the company itself, and of its last month's return."""
    rows = [
        (m.label, m.state_label, m.opened_on.isoformat(), m.due_on.isoformat() if m.due_on else "", _stands(m.due_on, on))
        for m in matters if m.done_on is None and m.subject == company and m.procedure != "monthly-return"
    ]  # fmt: skip
    month = governance.return_due(company, last_month(on))
    if month.open:
        rows.append((f"企业月报（{month.month}）", month.said, "", "", "已逾期" if month.late else "待报送"))
    return tuple(rows)


def _stands(due: date | None, on: date) -> str:
    if due is None:
        return "无期限"
    return f"超期 {(on - due).days} 天" if due < on else f"还有 {(due - on).days} 天"


def _published(card: CompanyCard) -> Published:
    pledge = "broken" if card.pledge_breached else "signed" if card.pledge_signed_on else "none"
    return Published(card.star, card.workers, card.valid_code_percent, card.orders, card.upheld, card.disputed, pledge, len(card.penalties))
