"""培训 — a training she took part in: what, how many hours, when, with which result.

Unit    hours; `training_hours` as printed (decimal text), `training_hours_hundredths` the same in hundredths,
        because measured numbers are whole.
Source  国办发〔2019〕30号 (家政36条) on training before and during work; seed task 培训签到考核.
Not here  how many hours count (rulebooks), skill certificates (skill.certificate).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Sight, Tone

KIND = Kind(
    code="training",
    label="培训",
    subject="worker",
    tone=Tone.FAVOURABLE,
    basis=Basis.CONSENT,
    source="国办发〔2019〕30号",
    fields=(
        Field(
            "training_name",
            "培训名称",
            "text",
            ("培训项目", "培训课程", "课程名称", "培训内容", "培训班名称"),
            sight=Sight.PUBLIC,
            required=True,
        ),
        Field(
            "training_hours",
            "培训学时",
            "hours",
            ("学时", "课时", "培训课时", "学时数"),
            unit="学时",
            sight=Sight.PUBLIC,
        ),
        Field(
            "training_hours_hundredths",
            "培训学时（百分之一）",
            "whole_number",
            unit="百分之一学时",
            measured=True,
            derived=True,
        ),
        Field(
            "training_on",
            "培训日期",
            "date",
            ("培训时间", "参训日期", "上课日期", "结业日期"),
            sight=Sight.PUBLIC,
            measured=True,
            required=True,
        ),
        Field("provider", "培训机构", "text", ("培训单位", "主办单位", "承办单位"), sight=Sight.PUBLIC),
        Field("score", "成绩", "decimal", ("考核成绩", "分数", "考试成绩"), unit="分"),
        Field(
            "passed",
            "是否合格",
            "yes_no",
            ("考核结果", "是否通过", "考核是否合格"),
            measured=True,
            words=(("合格", "通过", "是"), ("不合格", "未通过", "否")),
        ),
    ),
    key=("training_name", "training_on"),
    happened="training_on",
    objection="objection",
    evidence="签到表、考核记录",
    submitters=("worker", "company", "trainer", "street", "association", "department:labour", "bureau"),
)
