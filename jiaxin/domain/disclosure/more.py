"""可出示的事实 — what a worker may show a family beyond the public card, each by her own tap and for a time.

Names are the words a family reads; values are short and plain. What is not listed here cannot be shown this way:
identity number, phone, address, what a check found, complaints in words.
"""

from datetime import date

from jiaxin.domain.calendar import whole_months
from jiaxin.domain.disclosure.card import Card, Check
from jiaxin.domain.disclosure.consent import day, established
from jiaxin.domain.disclosure.vocabulary import skill
from jiaxin.domain.facts import Facts

_BACKGROUND = {"passed": "通过", "pending": "核查中", "abnormal_review": "待复核", "failed": "未通过"}
NAMES = ("姓名", "年龄", "文化程度", "身份核验", "背景核查", "健康证", "保险", "技能证书", "所属公司", "从业时间", "近12个月", "培训")


def more(facts: Facts, card: Card, name: str, as_of: date) -> tuple[tuple[str, str], ...]:
    """(name, value) of each fact that is there, in the order of NAMES. `facts` in force; `name` in full."""
    facts = established(facts)
    profile = facts.latest("profile", by="collected_on")
    born = day(profile, "birth_date") if profile else None
    checked = facts.latest("background.check", by="checked_on")
    papers = [e for e in facts.of("skill.certificate") if skill(e.get("skill_name"))]
    spells = [e.fact.happened_on for e in facts.of("employment")]
    hours = list(facts.of("training"))
    found = {
        "姓名": name,
        "年龄": f"{whole_months(born, as_of) // 12} 岁" if born and born <= as_of else "",
        "文化程度": str(profile.get("education") or "") if profile else "",
        "身份核验": _check(card.identity, "核验"),
        "背景核查": f"{_BACKGROUND.get(str(checked.get('result')), '')}，{day(checked, 'checked_on') or ''}" if checked else "",
        "健康证": _check(card.health, "体检"),
        "保险": _check(card.insurance, ""),
        "技能证书": "、".join(dict.fromkeys(skill(e.get("skill_name")) for e in papers)),
        "所属公司": card.employer.name if card.employer else "",
        "从业时间": f"本区记录自 {min(spells)}" if spells else "",
        "近12个月": f"{card.orders} 单，有责投诉 {card.upheld} 件",
        "培训": f"{len(hours)} 次" if hours else "",
    }
    return tuple((one, found[one]) for one in NAMES if found[one])


def _check(check: Check, verb: str) -> str:
    if not check.holds:
        return ""
    parts = [f"{check.on} {verb}".strip() if check.on and verb else "", f"有效至 {check.through}" if check.through else ""]
    return "，".join(part for part in parts if part) or "有效"
