"""安心码 — the colour of her code on the day, from the validity rules.

Unit    2 green, 1 yellow, 0 else.
Source  DB33/T 2396-2021; 5 points green, 2 yellow, 0 else. ASSUMED.
Not here  how the colour is found (validity).
"""

from jiaxin.domain.scoring.indicator import Indicator, colour_word, numbered
from jiaxin.domain.scoring.measures import Given
from jiaxin.domain.scoring.scale import Steps

INDICATOR = Indicator(
    code="worker.code-colour",
    label="安心码",
    subject="worker",
    unit="2 green, 1 yellow, 0 else",
    source="DB33/T 2396-2021",
    measure=lambda knobs: Given("code-colour"),
    scale=lambda knobs: Steps(numbered(knobs["worth"])),
    said="安心码当前为{value}",
    silent="安心码未点亮",
    knobs=("worth",),
    shown=colour_word,
)
