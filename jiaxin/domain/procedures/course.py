"""课程 — offered, held or called off; who was there is entered by the ordinary way of a register of trainings.

Source  国办发〔2019〕30号 (家政36条) on training before and during work.
Not here  signing up (apps/training), what was learned (records/training).
"""

from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.procedure import Procedure, Step

_LAW = "国办发〔2019〕30号"

PROCEDURE = Procedure(
    code="course",
    label="课程",
    states={"open": "可以报名", "held": "已上课", "cancelled": "已取消"},
    steps=(
        Step("offer", "开课", ("",), "open", (P.COURSE_KEEP,), _LAW),
        Step("hold", "登记到课", ("open",), "held", (P.COURSE_ROLL,), _LAW),
        Step("call-off", "取消课程", ("open",), "cancelled", (P.COURSE_KEEP,), _LAW, needs=("why",)),
    ),
)
