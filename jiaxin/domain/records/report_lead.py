"""举报线索 — what a hotline passes on of somebody who reports; a lead about nobody, kept until a matter is opened for it.

Subject is the district: who is spoken of stands in sealed words alone and enters no file.
Source  《广东省家政服务条例》第22条; 12345 政务服务热线工单.
Silent  it counts in no score, is on no card and in no file.
Not here  how the report is looked into and answered (procedures/report), its kinds (rulebooks/topics-*.toml).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Sight, Tone

KIND = Kind(
    code="report.lead",
    label="举报线索",
    subject="region",
    tone=Tone.NEUTRAL,
    basis=Basis.STATUTE,
    source="《广东省家政服务条例》第22条",
    fields=(
        Field("report_no", "举报编号", "code_text", sight=Sight.REGULATOR, required=True),
        Field("report_topic", "举报类别", "code_text", sight=Sight.REGULATOR, required=True),
        Field("report_channel", "举报渠道", "code_text", sight=Sight.REGULATOR),
        Field("received_on", "收到日期", "date", sight=Sight.REGULATOR, required=True),
        Field("text", "举报内容", "long_text", sight=Sight.REGULATOR, sealed=True),
        Field("place", "举报对象", "text", sight=Sight.REGULATOR, sealed=True),
    ),
    key=("report_no",),
    happened="received_on",
    evidence="工单",
    submitters=("department:market", "street", "association", "bureau"),
)
