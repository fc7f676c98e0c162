"""指标定义 — what each figure counts, over what, and where that is laid down.

Unit    as `unit` says; the base of a share is `whole`
Source  KPI definitions of the district (建档率, 完整率, 鲜活率, 有效码率, 按期办结率); DHIS2's habit of one definition
        per indicator. ASSUMED: all parts of a file weigh the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from jiaxin.domain.completeness import PARTS
from jiaxin.domain.figures.rules import FigureRules

FILES, MATTERS, REWARDS, LOOKUPS = "files", "matters", "rewards", "lookups"
GROUPS = {FILES: "建档与质量", MATTERS: "办理时限", REWARDS: "激励与检查", LOOKUPS: "查询与满意"}


@dataclass(frozen=True, slots=True)
class Definition:
    """group  which board it stands on; `part` and `whole` in words; `said` the rule; `up` more is better"""

    code: str
    label: str
    group: str
    unit: str
    part: str
    whole: str
    said: str
    up: bool = True
    each: str = "人"  # what the numerator of a share counts

    @property
    def is_share(self) -> bool:
        return bool(self.whole)

    def under(self, rules: FigureRules) -> "Definition":
        """With the numbers of the rules written in."""
        filled = {f"{{{name}}}": str(getattr(rules, name)) for name in ("fresh_days", "matters_days", "keep_days", "own_cards_a_day", "before_minutes", "expire_days")}
        words = {name: getattr(self, name) for name in ("part", "whole", "said")}
        for mark, number in filled.items():
            words = {name: text.replace(mark, f" {number} ") for name, text in words.items()}
        return replace(self, **words)


_FILED = "已建档人数（本人已确认且未撤回授权）"
_ON_TIME = "近{matters_days}天办结的，加上已经超期还没办结的"
_BASE = "最近一次摸底人数；按企业规模看时为名册人数"

_TABLE = (
    Definition("coverage", "建档率", FILES, "%", _FILED, _BASE, "只有做过摸底的街道计算，全区数只加有底数的街道；没有底数的不写作零。个体的底数为摸底人数减去企业名册人数。"),
    Definition("filed", "已建档", FILES, "人", _FILED, "", "本人已确认、未撤回授权、未注销的信用档案。"),
    Definition("awaiting", "待本人确认", FILES, "人", "他人代录、本人还没确认的档案", "", "确认之前不对外展示，也不计入已建档。", up=False),
    Definition("completeness", "完整率", FILES, "%", "已有且在有效期内的资料项数", f"已建档人数 × {len(PARTS)} 项", "过期的按没有计算；各项同权。", each="项"),
    Definition("verified", "核验率", FILES, "%", "身份经公安核验一致的人数", _FILED, "以公安返回的结果为准。"),
    Definition("fresh", "鲜活率", FILES, "%", "近{fresh_days}天有新记录的已建档人数", _FILED, "账本里近{fresh_days}天写入过与本人有关的记录。"),
    Definition("trained", "培训率", FILES, "%", "有培训记录的已建档人数", _FILED, "至少一条在案的培训记录。"),
    Definition("green", "绿码率", FILES, "%", "证照齐全（绿码）的人数", _FILED, "身份、健康证、保险均在有效期内。"),
    Definition("yellow", "黄码占比", FILES, "%", "有证照将到期或已到期（黄码）的人数", _FILED, "黄码提醒补办，不是处罚。", up=False),
    Definition("grey", "灰码占比", FILES, "%", "资料不足以判断（灰码）的人数", _FILED, "灰码表示缺资料。", up=False),
    Definition("red", "红码占比", FILES, "%", "经复核暂停（红码）的人数", _FILED, "红码须经两人复核并告知本人。", up=False),
    Definition("expiring", "将到期", FILES, "人", "有资料在{expire_days}天内到期的已建档人数", "", "从统计日起算，含当天；已经过期的不在内，计入不完整。", up=False),
    Definition("complaints", "投诉按期办结率", MATTERS, "%", "按期办结的投诉", _ON_TIME, "每一步都在期限当天或之前办理的为按期；工作日按国务院放假安排计算。"),
    Definition("objections", "异议按期办结率", MATTERS, "%", "按期办结的异议", _ON_TIME, "口径同投诉。"),
    Definition("repairs", "修复按期办结率", MATTERS, "%", "按期办结的信用修复", _ON_TIME, "口径同投诉。"),
    Definition("handled_well", "投诉办理满意率", MATTERS, "%", "投诉人评为 4 星或 5 星的", "近{matters_days}天办结、投诉人评价过办理的投诉", "投诉有结果以后，投诉人可以给办理评一次星；不是对服务员或企业的评价。没有评价的不算在内，见办理未评价占比。"),
    Definition("unrated", "办理未评价占比", MATTERS, "%", "办结后没有人评价办理的投诉", "近{matters_days}天办结的投诉", "投诉办理满意率的缺失部分；没有留下联系方式的投诉人评价不了，也算在内。", up=False),
    Definition("overdue", "超期未办", MATTERS, "件", "已过期限还没办理的在办事项", "", "不分事项种类。", up=False),
    Definition("inspected", "检查完成率", REWARDS, "%", "已到现场的检查", "近{matters_days}天派发的检查（不含取消）", "双随机抽查和专项检查一并计算。"),
    Definition("rectified", "整改到位率", REWARDS, "%", "整改完成或已公开结果的检查", "近{matters_days}天责令整改的检查", "逐项复查到位后才算完成。"),
    Definition("paid", "补贴兑现率", REWARDS, "%", "已拨付的扶持名单", "近{matters_days}天已批准或已拨付的扶持名单", "按名单计，不按金额计。"),
    Definition("households", "查询户数", LOOKUPS, "户", "近{keep_days}天扫过码的浏览器（按随机凭据去重；不保留凭据的按同样的人均次数折算）", "", "企业、服务员自己的浏览器，以及一天内扫同一企业 {own_cards_a_day} 张以上不同的码的，不计入。清除过浏览数据的会重复计。"),
    Definition("unkept", "查询无凭据占比", LOOKUPS, "%", "不保留凭据的浏览器扫码的次数", "全部扫码次数", "查询户数里靠折算得到的部分。", up=False),
    Definition("asked_first", "主动查询率", LOOKUPS, "%", "入户前 {before_minutes} 分钟以上就扫过这个码的入户", "近{keep_days}天确认入户、且带凭据的次数", "以确认入户当作签约。门口那一次扫码不算事先查询。"),
    Definition("unjoined", "入户无凭据占比", LOOKUPS, "%", "没有凭据的确认入户", "全部确认入户", "主动查询率和选择周期的缺失部分。", up=False),
    Definition("entered", "确认入户率", LOOKUPS, "%", "门口扫码确认入户的次数", "同一时段的订单数", "时段从有扫码记录的第一天起，最多近{keep_days}天；订单按下单日计。一单可以多次入户，所以可能超过 100%；街道按服务员居住地归属。"),
    Definition("uncoded", "无码订单占比", LOOKUPS, "%", "服务员没有可用信用码的订单", "同一时段的订单数", "确认入户率的缺失部分：这些订单在门口没有码可扫。", up=False),
    Definition("choosing", "选择周期", LOOKUPS, "小时", "从第一次扫码到确认入户的中位数", "", "只算带凭据、而且入户前 {before_minutes} 分钟以上就扫过码的入户，取中位数；单户的周期不保存、不展示。", up=False),
    Definition("satisfied", "满意度", LOOKUPS, "%", "点了“有用”的次数", "点了“有用”或“没用”的次数", "扫码页上一点即可；每个凭据只计最后一次。"),
    Definition("untapped", "扫码未评价占比", LOOKUPS, "%", "没有点过“有用”或“没用”的浏览器扫码的次数", "全部扫码次数", "满意度的缺失部分。", up=False),
)  # fmt: skip

DEFINITIONS: Mapping[str, Definition] = {one.code: one for one in _TABLE}
