"""档案的讲法 — entries grouped by kind with their way back to the cell; disputes; what was corrected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from jiaxin.apps.access import queries as access
from jiaxin.apps.intake import queries as intake
from jiaxin.domain.facts import Entry
from jiaxin.domain.history import OBJECTION, disputed
from jiaxin.domain.permissions import Actor, FieldClass, Permission, Thing, may
from jiaxin.domain.records.kind import Basis, kind
from jiaxin.domain.restricting import LIFTED, RESTRICTED, WHOLE
from jiaxin.portals.shared.fact_words import STANDINGS, said, source
from jiaxin.portals.shared.parts import Moment, State

REASONS = {"batch_undone": "整批撤回", "error": "登记有误", "objection_upheld": "异议成立", "repaired": "信用修复", "revoked": "原决定被撤销", "unfit": "内容不当", "source_doubted": "来源存疑"}


@dataclass(frozen=True, slots=True)
class Teller:
    """Knows names of organisations and files, and what this reader may see."""

    allowed: frozenset[FieldClass]
    origins: Mapping[str, intake.Origin]
    names: Mapping[str, str]
    disputed: frozenset[str] = frozenset()
    reader: Actor | None = None  # who may follow a line to its file; nobody = no line leads there

    @classmethod
    def of(cls, entries: Sequence[Entry], allowed: frozenset[FieldClass], reader: Actor | None = None) -> "Teller":
        told = [e.fact.provenance for e in entries]
        return cls(
            allowed,
            intake.origins({p.batch for p in told if p.batch}),
            access.organisation_names({p.source for p in told}),
            disputed(entries),
            reader,
        )

    def opens(self, sender: str) -> bool:
        """Whether this reader could open a file that this organisation sent."""
        return self.reader is not None and bool(may(self.reader, Permission.BATCH_VIEW, Thing(organisation=sender, kind="batch")))

    def words(self, entry: Entry) -> str:
        """What a fact says; of a company, what is kept sealed (its legal representative) only to who may see contacts."""
        if kind(entry.fact.kind).subject != "worker" and FieldClass.CONTACT not in self.allowed:
            entry = replace(entry, fact=entry.fact._replace(sealed={}))
        return said(entry, self.allowed)

    def moment(self, entry: Entry) -> Moment:
        state, standing = STANDINGS[entry.fact.standing]
        if entry.id in self.disputed:
            state, standing = State.WATCH, f"异议中 · {standing}"
        batch = entry.fact.provenance.batch
        where = f"{source(entry, self.origins, self.names)}，{entry.recorded_at.astimezone():%H:%M} · 账本第 {entry.position:,} 位"
        address = f"/company/batches/{batch}" if batch in self.origins and self.opens(entry.fact.provenance.source) else ""
        return Moment(entry.fact.happened_on.isoformat(), standing, self.words(entry) or "内容不在您的查阅范围内", where, address, state)

    def groups(self, stands: Sequence[Entry]) -> list[tuple[str, int, list[Moment]]]:
        """(kind, how many, newest first), in the order in which kinds first appear."""
        found: dict[str, list[Entry]] = {}
        for entry in sorted(stands, key=lambda e: (e.fact.happened_on, e.position), reverse=True):
            if kind(entry.fact.kind).basis is not Basis.SYSTEM or kind(entry.fact.kind).due_process:
                found.setdefault(entry.fact.kind, []).append(entry)
        return [(kind(code).label, len(some), [self.moment(e) for e in some]) for code, some in sorted(found.items(), key=_order)]

    def conflicts(self, stands: Sequence[Entry]) -> list[tuple[str, list[Moment]]]:
        """Two sources that say different things about the same: both are shown, neither is chosen here."""
        same: dict[tuple[str, tuple[str, ...]], list[Entry]] = {}
        for entry in stands:
            if kind(entry.fact.kind).basis is not Basis.SYSTEM:
                same.setdefault((entry.fact.kind, entry.fact.key), []).append(entry)
        return [
            (kind(code).label, [self.moment(e) for e in some])
            for (code, key), some in same.items()
            if (key or code == "profile") and len({self.words(e) for e in some}) > 1
        ]

    def changes(self, changes: Sequence[Entry], history: Sequence[Entry]) -> list[Moment]:
        """Corrections and attestations, newest first, with what they are about."""
        by_id = {e.id: e for e in history}
        told = []
        for entry in sorted(changes, key=lambda e: e.position, reverse=True):
            of = by_id.get(str(entry.get("of")))
            about = f"{kind(of.fact.kind).label}（{of.fact.happened_on}）" if of else "一条记录"
            corrects = entry.fact.kind == "correction"
            reason = REASONS.get(str(entry.get("reason")), str(entry.get("reason") or ""))
            if entry.fact.kind in (RESTRICTED, LIFTED):
                whole = entry.get("of") == WHOLE
                word = f"{kind(entry.fact.kind).label}：{'整份档案' if whole else about}"
                told.append(Moment(entry.fact.happened_on.isoformat(), word, "", "", "", State.WAIT if entry.fact.kind == RESTRICTED else State.NONE))
                continue
            if entry.fact.kind == OBJECTION:
                word = "本人提出异议" if entry.get("mark") == "disputed" else "异议已办结"
                told.append(Moment(entry.fact.happened_on.isoformat(), f"{word}：{about}", "", "", "", State.WATCH))
                continue
            support = f"交来凭证：{about}" if entry.fact.provenance.evidence else f"另一来源佐证：{about}"
            what = f"更正：{about} 不再有效" if corrects else support
            where = f"{source(entry, self.origins, self.names)} · 账本第 {entry.position:,} 位"
            told.append(Moment(entry.fact.happened_on.isoformat(), what, f"原因 {reason}" if reason else "", where, "", State.WATCH if corrects else State.OK))
        return told


def _order(one: tuple[str, list[Entry]]) -> tuple[int, str]:
    first = ("profile", "identity.check", "background.check", "health.check", "employment", "insurance", "training")
    return (first.index(one[0]) if one[0] in first else len(first), one[0])
