"""限制处理（冻结） — which records are kept and put to no use: not shown, searched, exported, scored or handed on.

A restriction names one record, or the whole file. It ends by an entry of its own; what ran in two matters is free when
both are over. Who somebody is, what she agreed to, acts of authorities and our own bookkeeping are never withheld: without
them nobody could say whose file is frozen, or the law itself asks for them.

Source  PIPL Art. 44 (限制或者拒绝他人对其个人信息进行处理), Art. 47 (法定保存期限未届满的，停止除存储和采取必要的安全保护措施之外的处理)
Not here  who decides it and for how long (procedures/restriction), what is in force (history).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from jiaxin.domain.facts import Entry
from jiaxin.domain.records.kind import Basis, kinds

RESTRICTED, LIFTED = "restriction", "restriction.lifted"
WHOLE = "file"  # what a restriction names that covers everything about its subject
_WHO_SHE_IS = frozenset({"profile", "consent", "transfer.consent", "employment.answer"})


@dataclass(frozen=True, slots=True)
class Restrictions:
    """`entries`: ids of single records; `whole_since`: the day from which everything about her rests, None where it does not."""

    entries: frozenset[str]
    whole_since: date | None = None

    def covers(self, entry: Entry) -> bool:
        if not self.entries and self.whole_since is None:
            return False
        return (self.whole_since is not None or entry.id in self.entries) and restrictable(entry.fact.kind)


NONE = Restrictions(frozenset())


def restrictable(code: str) -> bool:
    return code in restrictable_kinds()


@cache
def restrictable_kinds() -> frozenset[str]:
    """What rests on consent or on a transaction, and is neither who she is nor what she agreed to."""
    return frozenset(code for code, one in kinds().items() if one.basis in (Basis.CONSENT, Basis.TRANSACTION) and code not in _WHO_SHE_IS)


def restrictions(entries: Iterable[Entry]) -> Restrictions:
    """What rests now. Entries of one subject, in order of position."""
    running: dict[tuple[str, str], date] = {}
    for entry in entries:
        code = entry.fact.kind
        if code != RESTRICTED and code != LIFTED:
            continue
        of = str(entry.fact.clear["of"]), str(entry.fact.clear["case_no"])
        if code == RESTRICTED:
            running[of] = entry.fact.happened_on
        else:
            running.pop(of, None)
    if not running:
        return NONE
    return Restrictions(frozenset(of for of, _ in running if of != WHOLE), min((on for (of, _), on in running.items() if of == WHOLE), default=None))
