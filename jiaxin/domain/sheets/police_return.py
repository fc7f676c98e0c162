"""公安核验回执 — what the police returned for a batch of identity checks: 通过, 异常 or 查无.

The same list may carry the state of the background check and its day, and nothing more about it.

A masked or missing identity number is no error here: the row is handed to the resolver, which asks a person
whom it concerns. Without a batch number nobody can trace the answer, so that is an error.

Source  商务部–公安部 background check; the return is official, its facts carry that standing.
Not here  reasons: a return with case details is stripped to status and date.
"""

from dataclasses import replace
from datetime import date

from jiaxin.domain.facts import Value
from jiaxin.domain.records.kind import kind
from jiaxin.domain.sheets.people import ID_NUMBER, NAME
from jiaxin.domain.sheets.sheet import Column, Draft, Setting, SheetKind, Values

_IDENTITY, _BACKGROUND = "identity.check", "background.check"


def compose(values: Values, setting: Setting, drafts: list[Draft]) -> list[Draft]:
    """The identity check, and the background check where its state is given."""
    made = [draft for draft in drafts if draft.kind == _IDENTITY]
    if values.get("background_result") and (values.get("background_checked_on") or values.get("checked_on")):
        made.append(_background(values, setting))
    return made


def _background(values: Values, setting: Setting) -> Draft:
    """Made here: batch and, where it has none of its own, the day are those of the return."""
    of = "background_checked_on" if values.get("background_checked_on") else "checked_on"
    day = str(values[of])
    result = kind(_BACKGROUND).field("result").choice(str(values["background_result"]))
    clear: dict[str, Value] = {"result": result, "checked_on": day, "batch_no": values.get("batch_no")}
    columns = {"result": "background_result", "checked_on": of, "batch_no": "batch_no"}
    letters = {name: setting.letters.get(column, "") for name, column in columns.items() if clear[name] is not None}
    kept = {name: value for name, value in clear.items() if value is not None}
    return Draft(_BACKGROUND, "worker", date.fromisoformat(day), (day,), kept, {}, letters)


SHEET = SheetKind(
    code="police-return",
    label="公安核验回执",
    titles=("核验回执", "公安", "核验反馈", "身份核验", "比对结果", "核查反馈"),
    requires=(("result", "checked_on", "id_number"), ("result", "checked_on", "name")),
    anchors=("name", "id_number"),
    columns=(
        replace(NAME, nothing=False),
        ID_NUMBER,
        Column(
            "result",
            "identity.check.result",
            required=True,
            topic=r"(?:身份)?(?:信息)?(?:核验|核查|比对|反馈|审核|审查|核实)(?:情况|结论|结果|状态)",
        ),
        Column(
            "checked_on",
            "identity.check.checked_on",
            required=True,
            topic=r"(?:核验|核查|比对|反馈|审核|回执)(?:完成|反馈)?(?:日期|时间|日)",
        ),
        Column(
            "batch_no",
            "identity.check.batch_no",
            topic=r"(?:核验|核查|比对|反馈|回执)?(?:批次|批号|回执单?|反馈单)(?:编号|编码|号码?|号)?",
        ),
        Column("method", "identity.check.method", topic=r"(?:核验|核查|比对)(?:途径|渠道|方式|来源)"),
        Column(
            "valid_through",
            "identity.check.valid_through",
            topic=r"(?:核验|核查|结果|核验结果)?有效(?:期限?|期至|期止|日期|至)",
        ),
        Column("id_valid_through", "identity.check.id_valid_through", topic=r"(?:身份证|居民身份证|身份证件|证件)有效(?:期限?|期至|期止|日期|至)", listed=False),
        Column(
            "background_result",
            "background.check.result",
            label="背景核查结果",
            aliases=("背景核查", "背景核查状态"),
            only=True,
            topic=r"(?:背景|犯罪记录|无犯罪)(?:信息)?(?:核验|核查|比对|反馈|审核|审查|核实)?(?:情况|结论|结果|状态)",
        ),
        Column(
            "background_checked_on",
            "background.check.checked_on",
            label="背景核查日期",
            aliases=("背景核查时间",),
            only=True,
            topic=r"(?:背景|犯罪记录|无犯罪)(?:信息)?(?:核验|核查|比对|反馈|审核|审查|核实)?(?:日期|时间|日)",
        ),
        Column("remark", label="备注", reads="long_text"),
    ),
    checks=(
        "name-missing",
        "id-to-resolver",
        "batch-missing",
        "closed:result",
        "closed:background_result",
        "return-duplicate",
        "date-future",
    ),
    composes=compose,
)
