"""期限 — periods of calendar days, each a number of a dated rule pack: kind of the pack, then the way to the number.

Unit    calendar days; the day on which a period begins is not counted, its last day is.
Source  Civil Code Art. 201 and 203; each number names its own in its rule pack.
Not here  working days and months (calendar), who may do what within a period (procedures).
"""

from datetime import date, timedelta
from functools import lru_cache

from jiaxin.domain.errors import Refused
from jiaxin.domain.rulebooks.reading import packaged_for

CLAIM = "validity.claim.lapse_days"  # 代录 that nobody confirms
UNDO = "intake.undo.within_days"  # a landed batch may be taken back
CHECK_ANSWER = "intake.verification.answer_days"  # the police answer a batch of identity checks
RECHECK = "intake.verification.recheck_days"  # a passed check is asked for again
RECHECK_AHEAD = "intake.verification.recheck_ahead_days"  # and stands on the list so long before
KEPT_FILES = "intake.kept_files.days"  # an uploaded workbook lies sealed


@lru_cache(maxsize=4096)
def days_of(period: str, on: date) -> int:
    """How many days a period has by the rules in force on a day."""
    kind, *names = period.split(".")
    book = packaged_for(kind, on)
    found = book.data
    for name in names:
        found = found.get(name, {}) if isinstance(found, dict) else {}
    if not isinstance(found, int):
        raise Refused("rulebook.no-period", f"{book.version} 里没有 {'.'.join(names)} 这个天数", "请在规则文件里补上")
    return found


def last_day(period: str, since: date) -> date:
    """The last day of a period that began on a day, by the rules in force on that day."""
    return since + timedelta(days=days_of(period, since))
