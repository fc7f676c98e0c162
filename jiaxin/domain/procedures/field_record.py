"""上门登记 — a record from the door that meets an existing file differently waits for the street, and a person decides.

Source  PIPL Art. 8 (accuracy), Art. 19 (kept no longer than needed); the days are in `rulebooks/field-*.toml`.
Silent  a record that meets nothing lands at once; one with a fault goes back to the phone and is not kept here.
Not here  what is different (domain/field), landing (intake), whose name it is (identity question).
"""

from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.procedure import Procedure, Step

_LAW = "《个人信息保护法》第8条"

PROCEDURE = Procedure(
    code="field-record",
    label="上门登记",
    states={"landed": "已入库", "waiting": "待街道核对", "returned": "已退回", "kept": "保留原档案", "expired": "过期清除"},
    steps=(
        Step("submit", "上门登记", ("", "returned"), "waiting", (P.FIELD_RECORD,), _LAW),
        Step("land", "入库", ("", "returned"), "landed", (P.FIELD_RECORD,), _LAW),
        Step("take", "按本次登记更新", ("waiting",), "landed", (P.FIELD_DECIDE,), _LAW),
        Step("keep", "保留原档案", ("waiting",), "kept", (P.FIELD_DECIDE,), _LAW, needs=("why",)),
        Step("send-back", "退回采集人", ("waiting",), "returned", (P.FIELD_DECIDE,), _LAW, needs=("why",)),
        Step("expire", "过期清除", ("waiting", "returned"), "expired", (P.JOB_RUN,), "《个人信息保护法》第19条"),
    ),
)
