"""协会会员 — what stands behind the name of a member: an entry counts once the company, or a paper the bureau has seen, says so.

Source  rulebooks/membership-*.toml (how long a company has to confirm).
Unit    days, from the day after the entry.
"""

from datetime import date, timedelta
from enum import StrEnum

from jiaxin.domain.rulebooks.reading import packaged_for


class Membership(StrEnum):
    """How an entry stands. Only a MEMBER is within the association's reach."""

    WAITING = "waiting"
    MEMBER = "member"
    LEFT = "left"  # ended by either side after it had been confirmed
    REFUSED = "refused"  # the company says that it is none
    WITHDRAWN = "withdrawn"  # taken back by the association before anybody confirmed it
    LAPSED = "lapsed"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Membership.WAITING: "待企业确认", Membership.MEMBER: "会员", Membership.LEFT: "已退出", Membership.REFUSED: "不是会员",
    Membership.WITHDRAWN: "协会已撤回", Membership.LAPSED: "未确认，已失效",
}  # fmt: skip


def confirm_by(entered_on: date) -> date:
    """The last day on which an entry may be confirmed, by the rules of the day it was made."""
    return entered_on + timedelta(days=packaged_for("membership", entered_on).data["confirm"]["days"])
