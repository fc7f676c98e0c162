"""身份疑问 — a row, or a second file, that may be somebody filed already: a person looks and decides, with a reason.

What is decided about two files can be taken back; what landed with a row is taken back with its batch.
Source  PIPL Art. 8 (accuracy, and no harm from inaccurate data); 国办发〔2019〕30号 (one record for each worker).
Not here  what makes a question (domain/identity), merging and splitting (registry), landing the row (intake).
"""

from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.procedure import Procedure, Step

_LAW = "《个人信息保护法》第8条"

PROCEDURE = Procedure(
    code="identity-question",
    label="身份疑问",
    states={"open": "待判断", "same": "同一人", "different": "不是同一人"},
    steps=(
        Step("ask", "提出身份疑问", ("",), "open", (P.IDENTITY_DECIDE, P.JOB_RUN), _LAW),
        Step("same", "是同一人", ("open",), "same", (P.IDENTITY_DECIDE, P.IDENTITY_MERGE), _LAW, needs=("why",)),
        Step("different", "不是同一人", ("open",), "different", (P.IDENTITY_DECIDE,), _LAW, needs=("why",)),
        Step("split", "拆分", ("same",), "different", (P.IDENTITY_MERGE,), _LAW, needs=("why",)),
    ),
)
