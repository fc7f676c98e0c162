"""凭证目录 — what is kept of originals about one person: signatures, forms, scans of certificates; which record each supports.

Names and labels only: nothing is opened here. A scan is gone from the list when what it proves no longer stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jiaxin.domain.facts import Entry, Standing
from jiaxin.domain.history import ATTESTATION, CONFIRMED, CORRECTION, LAPSED
from jiaxin.domain.permissions import FieldClass, field_class
from jiaxin.domain.records.kind import kind

_FIRST = {"counter": "当面签名", "field": "上门签名", "paper": "授权书扫描件"}
_ALWAYS = frozenset({FieldClass.CONTACT, FieldClass.IDENTITY})  # a certificate shows a name, and mostly a number


@dataclass(frozen=True, slots=True)
class KeptEvidence:
    """`owner`: whose key seals it. `classes`: what a viewer must be allowed to see, all of them."""

    name: str
    owner: str
    label: str
    on: date
    source: str
    classes: frozenset[FieldClass]


def evidence_of(history: Sequence[Entry]) -> list[KeptEvidence]:
    """`history`: everything said about her that the viewer may know of. The newest first."""
    gone = {str(e.get("of")) for e in history if e.fact.kind == CORRECTION}
    confirmed = {str(e.get("claim")) for e in history if e.fact.kind == CONFIRMED}
    lapsed = {str(e.get("claim")) for e in history if e.fact.kind == LAPSED} - confirmed
    by_id = {e.id: e for e in history if e.id not in gone and not (e.fact.standing is Standing.CLAIMED and e.fact.claim in lapsed)}
    found: dict[str, KeptEvidence] = {}
    for entry in by_id.values():
        if entry.fact.kind == CONFIRMED:
            for at, name in enumerate(entry.fact.provenance.evidence):
                found.setdefault(name, _of_confirmation(entry, name, first=at == 0))
        elif entry.fact.kind == ATTESTATION and (of := by_id.get(str(entry.get("of")))) is not None:
            for name in entry.fact.provenance.evidence:
                label = f"{kind(of.fact.kind).label}（{of.fact.happened_on}）"
                classes = _ALWAYS | {field_class(of.fact.kind, "")}
                found[name] = KeptEvidence(name, of.fact.claim or of.fact.subject, label, entry.fact.happened_on, entry.fact.provenance.source, classes)
    return sorted(found.values(), key=lambda one: (one.on, one.name), reverse=True)


def _of_confirmation(entry: Entry, name: str, first: bool) -> KeptEvidence:
    """The first is her signature or the form; what else was photographed at her door may be any paper of hers."""
    label = _FIRST.get(str(entry.get("method")), "确认凭证") if first else "上门拍摄的证件"
    classes = frozenset({FieldClass.CONTACT}) if first else _ALWAYS | {FieldClass.HEALTH}
    return KeptEvidence(name, entry.fact.subject, label, entry.fact.happened_on, entry.fact.provenance.source, classes)
