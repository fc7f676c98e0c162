"""权限 — who may do what to whom. The table is in matrix.py, on one page; the names are in names.py."""

from jiaxin.domain.permissions.deciding import Denial, fields_of, firms_of, may, may_ever, reach_of
from jiaxin.domain.permissions.field_classes import field_class
from jiaxin.domain.permissions.matrix import MATRIX, Row
from jiaxin.domain.permissions.names import Duty, FieldClass, Permission, Reach, Role
from jiaxin.domain.permissions.parties import Actor, Consent, Thing

__all__ = [
    "MATRIX",
    "Actor",
    "Consent",
    "Denial",
    "Duty",
    "FieldClass",
    "Permission",
    "Reach",
    "Role",
    "Row",
    "Thing",
    "field_class",
    "fields_of",
    "firms_of",
    "may",
    "may_ever",
    "reach_of",
]
