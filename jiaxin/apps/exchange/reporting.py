"""信用报告 — a company's own report on a day, and whether a paper that somebody holds is still what stands today.

The digest covers what the report says of credit (standing, star, grade, honours, pledge, complaints upheld, penalties), so a
report is 已更新 from the moment any of it has changed, and not because another order was done.
Not here  how a paper looks and its stub (governance), the public page (publication).
"""

from dataclasses import dataclass

from jiaxin.apps.governance import queries as governance
from jiaxin.apps.publication import queries as publication
from jiaxin.apps.scoring import queries as scoring
from jiaxin.domain.disclosure import CompanyCard, PublishedPenalty
from jiaxin.domain.errors import Refused
from jiaxin.kit import clock

_STATUS = {"active": "在营", "cancelled": "已注销", "revoked": "已吊销"}
_CLASS = {"minor": "轻微", "general": "一般", "severe": "严重"}
NUMBER = "家信报"


@dataclass(frozen=True, slots=True)
class Verified:
    """核对结果. `current` False = 已更新; `why` what changed since, without saying about whom."""

    title: str
    paper_no: str
    issued_on: str
    digest: str
    current: bool
    why: str


def credit_report(subject: str, office: str) -> governance.Letter:
    """The report as it stands today. Raises Refused for a company that is not in the register."""
    card = publication.company_cards([subject], clock.today()).get(subject)
    if card is None:
        raise Refused("report.none", "企业名录里还没有这家企业的登记信息", "请先由市场监管部门提供登记信息")
    score = scoring.scores_of([subject]).get(subject)
    grade = f"{score.grade} 级，{score.points / 1000:.1f} 分" if score else "尚无评分"
    parts = (
        ("登记信息", f"统一社会信用代码 {card.credit_code}，{_STATUS.get(card.status, card.status)}。"),
        ("行业评价", f"星级：{f'{card.star} 星' if card.star else '未评'}。信用评分：{grade}。近十二个月认定有责的投诉 {card.upheld} 件{f'（其中 {card.disputed} 件异议中）' if card.disputed else ''}。"),
        ("诚信承诺", _pledge(card)),
        *((("荣誉", "\n".join(f"{h.name}，{h.awarded_on} 授予，有效至 {h.through}。" for h in card.honours)),) if card.honours else ()),
        ("公共信用信息", "\n".join(_penalty(p) for p in card.penalties) or "没有公示中的行政处罚信息。"),
        ("说明", "公共信用信息与行业评价分开列示。到最长公示期的自动停止，修复后同步停止。报告出具后内容有变化的，凭验证码查询会显示“已更新”。"),
    )
    return governance.Letter("企业信用报告", f"{NUMBER}〔{clock.today().year}〕{subject[:8].upper()}号", card.name, parts, office, clock.today())


def _pledge(card: CompanyCard) -> str:
    if card.pledge_signed_on is None:
        return "未签署诚信经营承诺书。"
    return f"{card.pledge_signed_on} 签署诚信经营承诺书{'，已认定违反承诺' if card.pledge_breached else ''}。"


def _penalty(one: PublishedPenalty) -> str:
    return (
        f"{one.document_no}，{one.authority}，{one.decided_on}，依据{one.legal_basis}，失信类别{_CLASS.get(one.severity, '')}，"
        f"公示至 {one.until}{'，异议中' if one.disputed else ''}。"
    )


def verified(code: str) -> Verified | None:
    """What anybody learns from the code on a paper; None where there is no such paper."""
    paper = governance.issued(code)
    if paper is None:
        return None
    why = ""
    if paper.kind == "letter":
        why = governance.changed_since(paper)
    elif paper.kind == "plaque":
        why = "" if governance.plaque_stands(paper.case) else "现在的星级与牌匾上的不同，或已过有效期"
    elif paper.kind == "report":
        why = "" if _same(paper) else "出具之后，所涉信用信息有变化"
    return Verified(paper.title, paper.paper_no, paper.issued_on, paper.digest, not why, why)


def _same(paper: governance.Issued) -> bool:
    try:
        return credit_report(paper.subject, "").digest == paper.digest
    except Refused:
        return False
