"""演示账号 — the offices of the district and one sign-in per role, made through the same actions as anywhere.

Passwords are public on purpose and say so. Companies get their office once their registration has landed,
because a company's office carries its subject id.
"""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from jiaxin.apps.access import actions as access
from jiaxin.apps.access import queries as who
from jiaxin.apps.oversight import actions as oversight
from jiaxin.apps.oversight import queries as joining
from jiaxin.apps.registry import actions as places
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.scoring import actions as scoring
from jiaxin.demo.companies import Company
from jiaxin.demo.district import District
from jiaxin.demo.plan import DISTRICT_CODE, DISTRICT_NAME
from jiaxin.domain.permissions import Actor, Role
from jiaxin.domain.rulebooks.reading import packaged
from jiaxin.kit import clock

PASSWORD = "demo-only-2026"
DRAFTS = ("worker-2027", "company-2027")  # wait for the second signature when the district is shown
RULE_PACKS = ("worker-2026", "company-2026", "validity-2026", "publication-2026", "reputation-2026")
OFFICES = (
    ("bureau", "样例区商务局", "bureau"),
    ("police", "样例区公安分局", "police"),
    ("market", "样例区市场监督管理局", "market"),
    ("labour", "样例区人力资源和社会保障局", "labour"),
    ("civil", "样例区民政局", "civil"),
    ("association", "样例区家政服务业协会", "association"),
    ("assessors", "样例家政评估中心", "evaluator"),
    ("centre", "样例区信息中心", "bureau"),
)
# who may sign in: username, role, office; streets and companies follow when they are known
STAFF = (
    ("bureau-admin", Role.BUREAU_ADMIN, "bureau"),
    ("bureau-clerk", Role.BUREAU_CLERK, "bureau"),
    ("market", Role.MARKET, "market"),
    ("labour", Role.LABOUR, "labour"),
    ("civil", Role.CIVIL, "civil"),
    ("police", Role.POLICE, "police"),
    ("association", Role.ASSOCIATION, "association"),
    ("evaluator", Role.EVALUATOR, "assessors"),
    ("supervisor", Role.SUPERVISOR, "association"),
    ("auditor", Role.AUDITOR, "centre"),
    ("system-admin", Role.SYSTEM_ADMIN, "centre"),
    ("security-admin", Role.SECURITY_ADMIN, "centre"),
)
SECOND_ASSESSOR = "second-assessor"  # marks stars besides the first of the association and never reads that sheet
_SENDERS = {"bureau": "bureau-clerk", "police": "police", "market": "market", "labour": "labour"}


@dataclass(frozen=True, slots=True)
class SignIn:
    role: str
    username: str
    office: str


class Offices:
    """Who sends and who confirms. `district_opens` first, `companies_open` when the register has landed."""

    def __init__(self, district: District) -> None:
        self._district = district
        self._console = who.console_actor()
        self._actors: dict[str, Actor] = {}
        self._hashed = make_password(PASSWORD)  # printed for everybody to read: hashed once for all of them

    def district_opens(self) -> None:
        for office, name, kind in OFFICES:
            access.set_up_organisation(self._console, office, name, kind, DISTRICT_CODE)
        for username, role, office in STAFF:
            self._open(username, role, office)
        for number, street in enumerate(self._district.areas.streets):
            office = f"street-{street.code}"
            access.set_up_organisation(self._console, office, f"{street.name}办事处", "street", street.code)
            signs_in = number == 0
            self._actors[f"street:{number}"] = self._open(
                f"street-{number + 1}", Role.STREET, office, street=street.code, signs_in=signs_in
            )
        self._open(SECOND_ASSESSOR, Role.ASSOCIATION, "association", signs_in=False)
        first = self._district.areas.streets[0]
        grid = self._district.areas.grids(first.communities[0].code, self._district.plan.as_of)[0]
        self._open("grid", Role.GRID, f"street-{first.code}", street=first.code, grid=grid.code)
        for sender, username in _SENDERS.items():
            self._actors[sender] = who.actor_named(username, fresh=True)
        drafter, signatory = (who.actor_named(name, fresh=True) for name in ("bureau-clerk", "bureau-admin"))
        scoring.set_up(drafter, signatory, places.place(DISTRICT_NAME), RULE_PACKS)
        for version in DRAFTS:
            scoring.draft(drafter, packaged(version).raw)

    def companies_open(self) -> None:
        """An office and a manager for every company that sends sheets itself; these belong to the association, the others do not."""
        shown = self.shown_company
        for company in self._district.companies:
            sender = f"company:{company.number}"
            known = registry.company_by_code(company.code)
            if sender in self._actors or known is None or not company.reports_itself:
                continue
            access.set_up_organisation(
                self._console, known.subject, company.name, "company", DISTRICT_CODE, company.code
            )
            own = company is shown
            name = "company" if own else f"company-{company.number + 1}"
            self._actors[sender] = self._open(
                name, Role.COMPANY_MANAGER, known.subject, signs_in=own
            )
            if own:
                self._open("company-clerk", Role.COMPANY_CLERK, known.subject)
            oversight.add_member(who.actor_named("association"), company.code, clock.today())
            for one in joining.memberships_of(known.subject):
                oversight.confirm_membership(self._actors[sender], one.id)

    def actor(self, sender: str) -> Actor | None:
        return self._actors.get(sender)

    @property
    def shown_company(self) -> Company:
        """The middle-sized one whose manager can sign in."""
        reporting = [c for c in self._district.companies if c.reports_itself] or self._district.companies
        return reporting[len(reporting) // 2]

    def _open(
        self, username: str, role: Role, office: str, *, street: str = "", grid: str = "", signs_in: bool = True
    ) -> Actor:
        return access.set_up_account(
            self._console, username, role, organisation=office, street=street, grid=grid, hashed=self._hashed if signs_in else ""
        )


def sign_ins() -> list[SignIn]:
    """Who can sign in with the demo password, in the order of the printed list."""
    names = {card.id: card.name for card in who.organisations()}
    found = []
    for username in ("company", "company-clerk", "street-1", "grid", *(name for name, _, _ in STAFF)):
        actor = who.actor_named(username)
        found.append(SignIn(actor.role.label, username, names.get(actor.organisation, "")))
    return found
