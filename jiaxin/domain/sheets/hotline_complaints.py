"""热线投诉 — complaints the 12345 hotline or the market-supervision office passes on, with findings where closed.

Names the company, the worker, or both; identity numbers arrive masked and go to the resolver. The finding
columns count only where a day of decision stands with them. Callers are third parties: nothing about them
is read.

Source  12345 政务服务热线工单; 《广东省家政服务条例》 Art. 22.
Not here  the clock of handling (procedures), what a finding costs (scoring).
"""

from datetime import date

from jiaxin.domain.facts import Value
from jiaxin.domain.records.kind import kind
from jiaxin.domain.sheets.narrowing import whose
from jiaxin.domain.sheets.sheet import Column, Draft, Setting, SheetKind, Values

_FINDING = "complaint.finding"


def compose(values: Values, setting: Setting, drafts: list[Draft]) -> list[Draft]:
    """The complaint, and its finding where it is closed. A topic nobody knows counts as 其他."""
    subject, made = whose(values), []
    for draft in drafts:
        if draft.kind == "complaint":
            made.append(draft._replace(subject_of=subject, clear={"topic": "other", **draft.clear}))
            if values.get("upheld") is not None and values.get("decided_on"):
                made.append(_finding(values, setting, subject))
    return made


def _finding(values: Values, setting: Setting, subject: str) -> Draft:
    """Made here, because its number stands in the column of the complaint's."""
    number = str(values["complaint_no"])
    clear: dict[str, Value] = {"complaint_no": number, "upheld": values["upheld"], "decided_on": values["decided_on"]}
    if severity := values.get("severity"):
        clear["severity"] = kind(_FINDING).field("severity").choice(str(severity))
    if decided_by := values.get("decided_by"):
        clear["decided_by"] = decided_by
    letters = {name: setting.letters.get(name, "") for name in clear}
    return Draft(_FINDING, subject, date.fromisoformat(str(values["decided_on"])), (number,), clear, {}, letters)


SHEET = SheetKind(
    code="hotline-complaints",
    label="热线投诉",
    titles=("热线", "12345", "12315", "投诉", "诉求"),
    requires=(("topic", "received_on"),),
    anchors=("complaint_no", "text", "company_name", "name"),
    columns=(
        Column("complaint_no", "complaint.complaint_no"),
        Column("received_on", "complaint.received_on", required=True),
        Column("channel", "complaint.channel"),
        Column("topic", "complaint.topic", required=True),
        Column("text", "complaint.text"),
        Column(
            "company_name",
            "company.registration.company_name",
            aliases=("被投诉企业", "涉及企业", "被投诉单位", "被诉企业", "涉事企业"),
        ),
        Column(
            "company_credit_code",
            "company.registration.company_credit_code",
            aliases=("企业信用代码", "被投诉企业信用代码"),
        ),
        Column(
            "name",
            "profile.name",
            aliases=("被投诉人姓名", "被投诉人", "涉及服务员", "涉及人员", "被投诉服务员", "涉事人员"),
        ),
        Column("id_number", "profile.id_number", aliases=("被投诉人身份证号",), personal=True),
        Column("phone", "profile.phone", aliases=("服务员手机", "被投诉人电话", "服务员电话"), personal=True),
        Column("upheld", "complaint.finding.upheld"),
        Column("severity", "complaint.finding.severity"),
        Column("decided_on", "complaint.finding.decided_on"),
        Column("decided_by", "complaint.finding.decided_by", topic="办理|承办|处理|认定", aspect="place"),
    ),
    checks=(
        "complaint-no-missing",
        "complaint-duplicate",
        "complaint-against-nobody",
        "complaint-worker-unknown",
        "id-masked-to-resolver",
        "decided-before-received",
        "finding-incomplete",
        "severity-missing",
        "closed:upheld",
        "remark-length",
        "formula-text",
        "date-future",
    ),
    composes=compose,
)
