"""注册资本 — registered capital by the latest registration.

Unit    fen.
Source  district candidate model, company table; shape of DB15/T 3738-2024. ASSUMED: to be confirmed by the bureau.
Not here  weight and numbers (rulebooks).
"""

from jiaxin.domain.scoring.indicator import Indicator, yuan
from jiaxin.domain.scoring.measures import Latest
from jiaxin.domain.scoring.scale import Logarithm

INDICATOR = Indicator(
    code="company.capital",
    label="注册资本",
    subject="company",
    unit="fen",
    source="本区企业信用评价模型（待确认）",
    measure=lambda knobs: Latest("company.registration", "capital_fen", ()),
    scale=lambda knobs: Logarithm(knobs["full_fen"]),
    said="注册资本 {value}",
    knobs=("full_fen",),
    shown=yuan,
)
