"""活动 — planned by the office, joined by companies themselves; take-up, and what it changed for repeat purchases.

Not here  the comparison (domain/incentives/campaigns), the orders in columns (scoring).
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from jiaxin.apps.access.actions import require
from jiaxin.apps.governance.models import Campaign, CampaignCompany
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.scoring import queries as scoring
from jiaxin.domain.errors import Refused
from jiaxin.domain.incentives.campaigns import Comparison, Deal, Rate, before, campaign_rules, compare, known_from
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.kit import clock, ids

LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class CampaignView:
    """A campaign and who joined: subject → name. `companies` counts the register, the base of the take-up."""

    id: str
    name: str
    begins: date
    ends: date
    target: int
    joined: dict[str, str]
    companies: int

    @property
    def state(self) -> str:
        today = clock.today()
        return "planned" if today < self.begins else "open" if today <= self.ends else "over"

    @property
    def permille(self) -> int:
        return len(self.joined) * 1000 // self.companies if self.companies else 0


def plan_campaign(actor: Actor, name: str, begins: date, ends: date, target: int) -> str:
    require(actor, Permission.CAMPAIGN_PLAN)
    if not name.strip():
        raise Refused("campaign.name", "没有填写活动名称", "例如：诚信服务月")
    if ends < begins or ends - begins > LONGEST:
        raise Refused("campaign.days", f"活动时间 {begins} 至 {ends} 不对", "结束日期不早于开始日期，最长一年")
    if target < 1:
        raise Refused("campaign.target", "没有填写目标家数", "请填写计划有多少家企业参加")
    made = Campaign.objects.create(
        id=ids.new_id(), name=name.strip()[:40], begins=begins, ends=ends, target=target, planned_by=actor.id, planned_at=clock.now()
    )
    return str(made.id)


def join_campaign(actor: Actor, campaign_id: str) -> None:
    """The company joins. Joining after the end changes nothing any more and is refused."""
    require(actor, Permission.CAMPAIGN_JOIN, Thing(organisation=actor.organisation))
    one = _found(campaign_id)
    if clock.today() > one.ends:
        raise Refused("campaign.over", f"“{one.name}”已在 {one.ends} 结束", "请等下一次活动")
    try:
        with transaction.atomic():
            CampaignCompany.objects.create(campaign=one, company=actor.organisation, joined_by=actor.id, joined_at=clock.now())
    except IntegrityError:
        raise Refused("campaign.joined", "本企业已经参加", "不用再报名") from None


def leave_campaign(actor: Actor, campaign_id: str) -> None:
    """Before it begins a company may change its mind; afterwards leaving would spoil the comparison."""
    require(actor, Permission.CAMPAIGN_JOIN, Thing(organisation=actor.organisation))
    one = _found(campaign_id)
    if clock.today() >= one.begins:
        raise Refused("campaign.begun", f"“{one.name}”已经开始，不能退出", "参加与否不影响评分")
    CampaignCompany.objects.filter(campaign=one, company=actor.organisation).delete()


def campaigns() -> list[CampaignView]:
    """The newest first."""
    names = {subject: firm.name for subject, firm in registry.companies().items()}
    return [_view(one, names) for one in Campaign.objects.order_by("-begins", "id").prefetch_related("companies")]


def campaign(campaign_id: str) -> CampaignView:
    return _view(_found(campaign_id), {subject: firm.name for subject, firm in registry.companies().items()})


def campaign_effect(one: CampaignView) -> tuple[Comparison, datetime]:
    """What it changed, from every order in force today, and when that was counted."""
    said, at = scoring.counted(f"campaign:{one.id}", lambda: asdict(_effect(one)))
    return Comparison(**{name: Rate(**value) if isinstance(value, dict) else value for name, value in said.items()}), at


def count_campaigns(today: date) -> int:
    """Before anybody looks: those that have begun and are not long over. How many."""
    begun = [one for one in campaigns() if one.begins <= today <= one.ends + LONGEST]
    for one in begun:
        campaign_effect(one)
    return len(begun)


def _effect(one: CampaignView) -> Comparison:
    book = campaign_rules(one.begins)
    first, last = before(one.begins, one.ends, book)[0], known_from(one.ends, book)
    deals = (Deal(*found) for found in scoring.dealings(first, last, ledger.checkpoint().size))
    return compare(deals, frozenset(one.joined), one.begins, one.ends, clock.today(), book)


def _found(campaign_id: str) -> Campaign:
    try:
        return Campaign.objects.get(id=campaign_id)
    except Campaign.DoesNotExist:
        raise Refused("access.absent", "没有找到这次活动", "请从活动列表进入") from None


def _view(one: Campaign, names: dict[str, str]) -> CampaignView:
    joined = {row.company: names.get(row.company, "") for row in sorted(one.companies.all(), key=lambda row: (row.joined_at, row.pk))}
    return CampaignView(one.id, one.name, one.begins, one.ends, one.target, joined, len(names))
