"""抽查的话 — rounds as lists show them; what a drawn round found, in sentences: the rate of all firms, and whether aiming paid."""

from jiaxin.apps.governance import queries as governance
from jiaxin.apps.governance.queries import Results, Round
from jiaxin.portals.shared.parts import State


def rounds_of(special: bool) -> list[Round]:
    """Double-random rounds, or special campaigns; those that wait first, the newest ahead."""
    found = [c for c in (*governance.open_cases("draw"), *governance.closed_cases("draw")) if c.state != "dropped" and bool(c.events[0].said.get("cause")) == special]
    return governance.draws_shown(found)


def way(one: Round, code: str) -> str:
    """How a firm came to be inspected."""
    return "全部检查" if one.whole else "随机" if one.drawn and code in one.drawn.at_random else "风险"


def result_lines(one: Results, whole: bool = False) -> list[tuple[State, str, str]]:
    """(state, badge, sentence). No gain is claimed where luck may have brought it.

    whole  everybody on the list is inspected: what was seen is told, and nothing is reckoned from it
    """
    if whole:
        if one.found is None:
            return [(State.WAIT, "等待检查", "名单里的企业还没有检查。")]
        said = f"名单 {one.found.firms} 家，已检查 {one.found.visited} 家，其中 {100 * one.found.rate:.1f}% 有问题。"
        return [(State.WAIT if one.unseen else State.OK, f"还差 {one.unseen} 家" if one.unseen else "已齐", said)]
    made = []
    if one.found is None:
        made.append((State.WAIT, "等待检查", "随机抽中的企业还没有检查，推算不出问题率。"))
    else:
        rate, low, high = (f"{100 * share:.1f}%" for share in (one.found.rate, one.found.low, one.found.high))
        whole = one.found.visited == one.found.firms
        said = f"{one.found.firms} 家全部随机抽中并检查过，问题率 {rate}。" if whole else f"全部 {one.found.firms} 家的问题率约 {rate}，95% 的区间 {low} 至 {high}；由随机抽中、已检查的 {one.found.visited} 家推算，每一类按家数加权。"
        made.append((State.WAIT if one.unseen else State.OK, f"还差 {one.unseen} 家" if one.unseen else "已齐", said))
    if one.left_out:
        made.append((State.NONE, "不代表", f"{'、'.join(one.left_out)} 类没有随机抽取，不在推算之内。"))
    if one.aimed:
        luck = f"{one.luck / 10:.1f}%" if one.luck > 1 else "不到 0.1%"
        said = f"按风险抽中的企业已检查 {one.aimed} 家，{one.aimed_issues} 家有问题；风险权重若毫无用处，凑巧查出这么多的可能是 {luck}"
        made.append((State.OK, "瞄得准", f"{said}，可以说比随机抽取查出的多。") if one.pays else (State.NONE, "不能下结论", f"{said}，不能说比随机抽取查出的多。"))
    return made
