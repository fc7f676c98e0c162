"""行政处罚检查 — document, basis and class must be there, and somebody it concerns.

Source  《信用修复管理办法》（国家发展改革委令第36号） Art. 4: nothing is 失信信息 without a document and its basis.
"""

from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.absence import lacks, missing, note_at
from jiaxin.domain.quality.check import Check, Remark, RowCheck, RowUnderCheck
from jiaxin.domain.quality.seen_before import seen_before

_ERROR = Severity.ERROR
_NUMBERS = ("company_credit_code", "id_number")
_SOME = ("decided_on", "penalty_kind")  # in every list of penalties
_SOURCE = "《信用修复管理办法》（国家发展改革委令第36号）"
REMARKS = (
    Remark("document-missing", _ERROR, "没有填写决定书文号", "请填写处罚决定书文号；没有文书的不作为行政处罚", _SOURCE),
    Remark("basis-missing", _ERROR, "没有填写处罚依据", "请填写法律名称和条款", _SOURCE),
    Remark("class-missing", _ERROR, "没有填写失信类别", "请填写轻微、一般或严重", _SOURCE),
    Remark(
        "penalty-subject-missing",
        _ERROR,
        "没有写明被处罚的企业或人员代码",
        "企业请填统一社会信用代码，个人请填完整身份证号",
        _SOURCE,
    ),
    Remark(
        "penalty-duplicate",
        _ERROR,
        "决定书文号 {shown} 在本文件中已经出现过",
        "请只保留一行，或改正文号",
        "记录种类“行政处罚”：识别键",
    ),
    Remark(
        "fine-missing", Severity.WARNING, "处罚种类是罚款，但没有金额", "请填写罚款金额（元）", "记录种类“行政处罚”"
    ),
)


def _subject(row: RowUnderCheck) -> None:
    if all(lacks(row, name) for name in _NUMBERS):
        note_at(row, "penalty-subject-missing", *_NUMBERS, "company_name", "name", *_SOME)


def _fine(row: RowUnderCheck) -> None:
    if row.values["penalty_kind"] == "罚款" and lacks(row, "fine_fen"):
        row.note("fine-missing", "fine_fen")


CHECKS: tuple[Check, ...] = (
    RowCheck("document-missing", (), missing("document_no", "document-missing", *_SOME)),
    RowCheck("basis-missing", (), missing("legal_basis", "basis-missing", *_SOME)),
    RowCheck("class-missing", (), missing("penalty_class", "class-missing", *_SOME)),
    RowCheck("penalty-subject-missing", (), _subject),
    seen_before("penalty-duplicate", ("document_no",)),
    RowCheck("fine-missing", ("penalty_kind", "fine_fen"), _fine),
)
