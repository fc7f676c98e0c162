"""本人补交证件 — what she hands in from her own phone waits for an officer, who compares it with the photo.

Source  PIPL Art. 8 (accuracy), Art. 19 (kept no longer than needed); the days are in `rulebooks/field-*.toml`.
Silent  a fault in the answers stays on her screen and is not kept here.
Not here  which papers, which answers (domain/field/own_papers), keeping them (apps/intake).
"""

from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.procedure import Procedure, Step

_LAW = "《个人信息保护法》第8条"
_LEAST = "《个人信息保护法》第19条"

PROCEDURE = Procedure(
    code="own-paper",
    label="本人补交证件",
    states={"waiting": "待核对", "filed": "已入档", "returned": "已退回", "withdrawn": "本人撤回", "expired": "过期清除"},
    steps=(
        Step("submit", "补交证件", ("", "returned"), "waiting", (P.PAPER_HAND_IN,), _LAW),
        Step("take", "与照片相符，入档", ("waiting",), "filed", (P.PAPER_DECIDE,), _LAW),
        Step("send-back", "退回本人", ("waiting",), "returned", (P.PAPER_DECIDE,), _LAW, needs=("why",)),
        Step("withdraw", "不交了", ("waiting", "returned"), "withdrawn", (P.PAPER_HAND_IN,), _LEAST),
        Step("expire", "过期清除", ("waiting", "returned"), "expired", (P.JOB_RUN,), _LEAST),
    ),
)
