"""口碑估计 — that everybody's reputation was estimated: by which model, from how far the record, with which result.

Unit    whole numbers of workers and of estimates that were published anew.
Source  design: a past score can be made again, so what it took as given is in the record. ASSUMED: to be confirmed.
Window  stands until the next run; runs every night.
Not here  the estimates themselves (apps/scoring, append-only; `root` is the Merkle root over all of them), the model
        (domain/reputation), days between cold fits and the step of publishing (rulebooks).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Sight, Tone

KIND = Kind(
    code="reputation.run",
    label="口碑估计",
    subject="region",
    tone=Tone.NEUTRAL,
    basis=Basis.SYSTEM,
    source="本区服务员信用评价模型（待确认）",
    fields=(
        Field("run_on", "估计日期", "date", sight=Sight.PUBLIC, required=True),
        Field(
            "extent",
            "估计方式",
            "choice",
            sight=Sight.PUBLIC,
            required=True,
            choices=("cold", "nightly"),
            words=(("全量重估",), ("夜间更新",)),
        ),
        Field("model", "模型版本", "code_text", sight=Sight.PUBLIC, required=True),
        Field("rulebook", "计算规则", "code_text", sight=Sight.PUBLIC, required=True),
        Field("parameters", "参数摘要", "code_text", sight=Sight.PUBLIC, required=True),
        Field("input_position", "所据记录位置", "whole_number", unit="条", sight=Sight.PUBLIC, required=True),
        Field("root", "估计值根", "code_text", sight=Sight.PUBLIC, required=True),
        Field("estimated", "估计人数", "whole_number", unit="人", sight=Sight.PUBLIC, required=True),
        Field("moved", "更新人数", "whole_number", unit="人", sight=Sight.PUBLIC, required=True),
    ),
    key=("run_on",),
    happened="run_on",
)
