"""摸底底数 — how many workers a place had on a day: the dated denominator of 建档率.

Unit    persons. Subject is the region's code.
Source  KPI definition: the base (tax, social security, platform or door-to-door count) and its date are shown
        with the rate.
Not here  who they are: a baseline register names people only to the resolver, never in this kind.
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Sight, Tone

KIND = Kind(
    code="baseline",
    label="摸底底数",
    subject="region",
    tone=Tone.NEUTRAL,
    basis=Basis.STATUTE,
    source="区家政服务业信用体系建设工作方案（摸底统计口径）",
    fields=(
        Field("street", "街道", "region", ("所属街道", "街道（乡镇）", "乡镇街道"), sight=Sight.PUBLIC, required=True),
        Field("community", "社区", "region", ("所属社区", "村（社区）", "社区（村）"), sight=Sight.PUBLIC),
        Field(
            "baseline_on",
            "摸底日期",
            "date",
            ("摸底时间", "统计日期", "普查日期"),
            sight=Sight.PUBLIC,
            measured=True,
            required=True,
        ),
        Field(
            "count",
            "摸底人数",
            "whole_number",
            ("从业人数", "摸底数", "人数"),
            unit="人",
            sight=Sight.PUBLIC,
            measured=True,
            required=True,
            bounds=(0, 10_000_000),
        ),
        Field("source_name", "数据来源", "text", ("底数来源", "来源"), sight=Sight.PUBLIC),
    ),
    key=("street", "community", "baseline_on"),
    happened="baseline_on",
    evidence="摸底名册",
    submitters=("street", "grid", "department:labour", "bureau"),
)
