"""技能等级 — the best skill certificate, by level.

Unit    0–100.
Source  district candidate model, worker table. ASSUMED: to be confirmed by the bureau.
Not here  weight and numbers (rulebooks).
"""

from jiaxin.domain.scoring.indicator import Indicator, numbered
from jiaxin.domain.scoring.measures import Best
from jiaxin.domain.scoring.picking import Pick
from jiaxin.domain.scoring.scale import Ramp

INDICATOR = Indicator(
    code="worker.skill-level",
    label="技能等级",
    subject="worker",
    unit="0–100",
    source="本区服务员信用评价模型（待确认）",
    measure=lambda knobs: Best(Pick("skill.certificate"), "skill_level", numbered(knobs["worth"])),
    scale=lambda knobs: Ramp(0, 100),
    said="最高的技能证书，按满分的 {value}% 算",
    silent="尚无技能证书",
    knobs=("worth",),
)
