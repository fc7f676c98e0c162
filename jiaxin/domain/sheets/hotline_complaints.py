"""热线投诉 — complaints and reports the 12345 hotline or the market-supervision office passes on, with findings where closed.

Names the company, the worker, or both; identity numbers arrive masked and go to the resolver. The finding
columns count only where a day of decision stands with them. Callers are third parties: nothing about them
is read. A row that reports something (举报) becomes a lead about nobody, whoever it names.

Source  12345 政务服务热线工单; 《广东省家政服务条例》 Art. 22.
Not here  the clock of handling (procedures), what a finding costs (scoring).
"""

from datetime import date

from jiaxin.domain.facts import Value
from jiaxin.domain.procedures.topics import OTHER, report_named
from jiaxin.domain.quality.reports import is_report
from jiaxin.domain.records.kind import kind
from jiaxin.domain.sheets.narrowing import whose
from jiaxin.domain.sheets.people import ID_NUMBER, NAME, PHONE
from jiaxin.domain.sheets.sheet import Column, Draft, Setting, SheetKind, Values

_FINDING = "complaint.finding"


def compose(values: Values, setting: Setting, drafts: list[Draft]) -> list[Draft]:
    """The complaint, and its finding where it is closed; or the lead. A topic nobody knows counts as 其他."""
    if is_report(values):
        return [_lead(values, setting)]
    subject, made = whose(values), []
    for draft in drafts:
        if draft.kind == "complaint":
            made.append(draft._replace(subject_of=subject, clear={"topic": "other", **draft.clear}))
            if values.get("upheld") is not None and values.get("decided_on"):
                made.append(_finding(values, setting, subject))
    return made


def _lead(values: Values, setting: Setting) -> Draft:
    """Of the district: who is spoken of stands in the sealed words."""
    on, number = str(values["received_on"])[:10], str(values["complaint_no"])
    topic = report_named(str(values["topic"]), setting.as_of) or OTHER
    clear: dict[str, Value] = {"report_no": number, "report_topic": topic, "received_on": on}
    if channel := values.get("channel"):
        clear["report_channel"] = kind("complaint").field("channel").choice(str(channel)) or str(channel)
    sealed: dict[str, Value] = {name: str(said) for name in ("text", "place") if (said := values.get(name))}
    letters = {field: setting.letters.get(column, "") for field, column in (("report_no", "complaint_no"), ("report_topic", "topic"), ("received_on", "received_on"), ("text", "text"))}
    return Draft("report.lead", "district", date.fromisoformat(on), (number,), clear, sealed, letters)


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
        Column(
            "complaint_no",
            "complaint.complaint_no",
            topic=r"(?:(?:诉求|投诉|热线|受理|案件|来电)?(?:工单|投诉单|案件|热线|受理|诉求|投诉|单))(?:流水)?(?:编号|编码|单号|号码?)",
        ),
        Column(
            "received_on",
            "complaint.received_on",
            required=True,
            topic=r"(?:投诉|诉求|来电|受理|登记|工单|派单|接件|收件|接单|转办)(?:受理|登记)?(?:日期|时间|日)",
        ),
        Column("channel", "complaint.channel", topic=r"(?:投诉|诉求|受理|工单)?(?:渠道|来源|途径)(?:渠道)?"),
        Column(
            "matter",
            label="工单类别",
            reads="choice",
            aliases=("工单类型", "工单性质", "来件类别"),
            topic=r"(?:工单|来件|转办件|派单)(?:的)?(?:类型|类别|性质|分类)",
            words=(("投诉", "投诉件"), ("举报", "举报件", "投诉举报"), ("咨询", "咨询件"), ("求助", "求助件"), ("建议", "意见建议"), ("表扬", "感谢")),
        ),
        Column(
            "topic", "complaint.topic", required=True, topic=r"(?:投诉|诉求|问题|事项)(?:原因|分类|类型|类别|性质|归类)"
        ),
        Column(
            "text",
            "complaint.text",
            topic=r"(?:投诉|诉求|来电|问题|事项|反映|主要)(?:诉求|问题)?(?:内容|详情|描述|事由|标题|诉求|情况)",
        ),
        Column(
            "company_name",
            "company.registration.company_name",
            aliases=("被投诉企业", "涉及企业", "被投诉单位", "被诉企业", "涉事企业"),
            topic=r"(?:所属|所在|涉诉|涉事|涉及|被投诉|被诉|被反映|被举报|被处罚|被罚)?(?:家政|服务)?(?:企业|公司|单位|机构|主体|商户|相对人)(?:全称|名称|名)?|(?:被)?投诉(?:方|对象)",
        ),
        Column(
            "company_credit_code",
            "company.registration.company_credit_code",
            aliases=("企业信用代码", "被投诉企业信用代码"),
            topic=r"(?:涉诉|涉事|涉及|被投诉|被诉)?(?:企业|公司|单位)?(?:统一社会|统一|社会)?信用代码|税号",
        ),
        NAME,
        ID_NUMBER,
        PHONE,
        Column(
            "upheld",
            "complaint.finding.upheld",
            topic=r"(?:是否)(?:有责|属实|成立|有责任)|(?:调查|核实|核查|处理|责任|认定)(?:情况|结论|结果|认定)",
        ),
        Column("severity", "complaint.finding.severity", topic=r"(?:责任|情节|投诉|严重)(?:程度|等级|性质|轻重)"),
        Column(
            "decided_on",
            "complaint.finding.decided_on",
            topic=r"(?:办结|结案|答复|回复|反馈|办理|处理)(?:完成|办结)?(?:日期|时间|日)",
        ),
        Column(
            "decided_by",
            "complaint.finding.decided_by",
            topic=r"(?:办理情况)?(?:承办|办理|责任|处办|处理|认定)(?:部门|单位|机关)",
        ),
    ),
    checks=(
        "report-row",
        "matter-neither",
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
