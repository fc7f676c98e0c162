"""What is counted is kept: for a meeting by hand, once a day by itself."""

from datetime import date

from jiaxin.apps.access.actions import require
from jiaxin.apps.oversight import snapshots
from jiaxin.apps.oversight.assessing import answer_objection as answer_objection
from jiaxin.apps.oversight.assessing import issue_letters as issue_letters
from jiaxin.apps.oversight.assessing import publish_list as publish_list
from jiaxin.apps.oversight.assessing import score_streets as score_streets
from jiaxin.apps.oversight.firm_counting import count_firms
from jiaxin.apps.oversight.lookups import drain as drain_lookups
from jiaxin.apps.oversight.lookups import forget as forget_lookups
from jiaxin.apps.oversight.members import add_member as add_member
from jiaxin.apps.oversight.members import confirm_membership as confirm_membership
from jiaxin.apps.oversight.members import end_member as end_member
from jiaxin.apps.oversight.members import enter_on_paper as enter_on_paper
from jiaxin.apps.oversight.members import lapse_memberships as lapse_memberships
from jiaxin.apps.oversight.members import leave_association as leave_association
from jiaxin.apps.oversight.posters import count_drives as count_drives
from jiaxin.apps.oversight.posters import hang_posters as hang_posters
from jiaxin.apps.oversight.pushing import close_push as close_push
from jiaxin.apps.oversight.pushing import launch_push as launch_push
from jiaxin.apps.oversight.pushing import put_off_push as put_off_push
from jiaxin.apps.oversight.pushing import remind_pushes as remind_pushes
from jiaxin.apps.oversight.reminding import remind as remind
from jiaxin.apps.oversight.tasks import give_task as give_task
from jiaxin.apps.oversight.tasks import remind_tasks as remind_tasks
from jiaxin.apps.oversight.topics import make_topic as make_topic
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.kit import clock


def make_pack(actor: Actor) -> str:
    """会议材料: count now and keep it. Returns the digest under which the papers are found."""
    require(actor, Permission.PACK_MAKE)
    return snapshots.keep().digest


def make_paper(actor: Actor, about: str) -> str:
    """企业材料、协会材料: count one company, or the members of an association, and keep it. Returns the digest."""
    require(actor, Permission.PAPER_MAKE, Thing(organisation=about))
    return snapshots.keep(count_firms(about, clock.today())).digest


def keep_day(today: date) -> bool:
    """The counting of a day, once; the trend is drawn from these. Whether one was made."""
    if any(on == today for _, on, _ in snapshots.kept_ones(1)):
        return False
    snapshots.keep()
    return True


def follow_lookups() -> int:
    """New look-ups of cards, counted. How many."""
    return drain_lookups()


def forget_old_lookups() -> None:
    forget_lookups()
