"""字段的信息类别 — which class of information a field of a record belongs to, for pages of personal data.

Source  《个人信息保护法》第28条 (sensitive personal information) and the field table of the credit file.
Silent  about who may see a class: that is the table in matrix.py.
"""

from collections.abc import Mapping

from jiaxin.domain.permissions.names import FieldClass

FIELD_WORDS: Mapping[FieldClass, str] = {
    FieldClass.BASIC: "基本情况", FieldClass.CONTACT: "姓名和联系方式", FieldClass.IDENTITY: "身份证号",
    FieldClass.HEALTH: "健康证明", FieldClass.BACKGROUND: "背景核查", FieldClass.CONDUCT: "评价和投诉",
}  # fmt: skip

_KINDS = {
    "health.check": FieldClass.HEALTH,
    "background.check": FieldClass.BACKGROUND,
    "rating": FieldClass.CONDUCT,
    "reply": FieldClass.CONDUCT,
    "complaint": FieldClass.CONDUCT,
    "complaint.finding": FieldClass.CONDUCT,
    "praise": FieldClass.CONDUCT,
    "penalty": FieldClass.CONDUCT,
    "penalty.publication": FieldClass.CONDUCT,
    "measure": FieldClass.CONDUCT,
    "objection.mark": FieldClass.CONDUCT,
    "code.suspension": FieldClass.CONDUCT,
}
_OF_PROFILE = {
    "id_number": FieldClass.IDENTITY,
    "job_types": FieldClass.BASIC,
    "collected_by": FieldClass.BASIC,
    "collected_on": FieldClass.BASIC,
}
_NUMBERS_OF_PAPERS = frozenset({"skill_number", "insurance_policy"})


def field_class(kind: str, field: str) -> FieldClass:
    """Profile fields are contact data unless said otherwise; numbers of certificates and policies too."""
    if kind == "profile":
        return _OF_PROFILE.get(field, FieldClass.CONTACT)
    if field in _NUMBERS_OF_PAPERS:
        return FieldClass.CONTACT
    return _KINDS.get(kind, FieldClass.BASIC)
