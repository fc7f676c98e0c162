"""`jiaxin work` — the one job process: batches, the pipeline, the turn of the day.

Jobs are rows, so nothing is lost when this process dies: the next one takes up what it left.
"""

import signal
import sys
import time
from datetime import date
from time import monotonic
from types import FrameType

from jiaxin.portals.console.arguments import Parser

PAUSE_SECONDS = 0.25
WATCH_SECONDS = 30  # alarms
UNREACHED_SECONDS = 300  # until the log server is tried again


def run(argv: list[str]) -> int:
    parser = Parser(prog="jiaxin work", description="后台任务进程：办理等着的事，直到被停下")
    parser.add_argument("--data", default="", help="本区的数据文件夹")
    parser.add_argument("--once", action="store_true", help="没有等着的事就退出")
    asked = parser.parse_args(argv)
    from jiaxin.portals.console.district import open_district

    data = open_district(asked.data)
    from django.db import OperationalError

    from jiaxin import pipeline
    from jiaxin.apps.access import actions as access
    from jiaxin.apps.evidence import actions as evidence
    from jiaxin.apps.exchange import actions as exchange
    from jiaxin.apps.governance import actions as cases
    from jiaxin.apps.intake import actions
    from jiaxin.apps.oversight import actions as oversight
    from jiaxin.apps.presenting import surveying, visiting
    from jiaxin.apps.publication import codes
    from jiaxin.apps.rights import actions as rights
    from jiaxin.kit import clock, scratch
    from jiaxin.kit.syslog import Undelivered

    access.refuse_weak_start()
    stopping, swept, estimated, complained, watched, shipping = False, date.min, date.min, "", float("-inf"), float("-inf")

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    while not stopping:
        try:
            turned = pipeline.turn_the_day()
            if clock.today() != swept:  # at the start and once a day: what was left, not confirmed, kept long enough
                scratch.sweep(data)
                actions.lapse_due(clock.today())
                actions.expire_field_records(clock.today())
                actions.expire_papers(clock.today())
                actions.forget_old_files()
                access.forget_sessions()
                visiting.open_due()
                surveying.close_due()
                surveying.forget_old()
                actions.look_for_doubles()
                actions.find_doubts()
                cases.keep_clocks(clock.today())
                cases.watch_stars(clock.today())
                cases.remind_returns(clock.today())
                cases.propose_instalments(clock.today())
                cases.lapse_points()
                rights.thaw()
                oversight.lapse_memberships(clock.today())
                oversight.remind_tasks(clock.today())
                oversight.remind_pushes(clock.today())
                oversight.forget_old_lookups()
                swept = clock.today()
            turned += access.rewrap()
            turned += rights.answer()
            turned += cases.take_over_hotline()
            turned += cases.note_service()
            turned += cases.propose_by_ladder()
            turned += cases.follow_courses()
            turned += cases.follow_calendar()
            turned += cases.settle_points()
            moved = actions.work() + pipeline.advance() + pipeline.follow_codes() + turned
            if not moved and clock.today() != estimated:  # what came in is followed first
                estimated, moved = clock.today(), pipeline.estimate_reputation()
                oversight.keep_day(clock.today())
                for count in (cases.count_calls, cases.count_campaigns, cases.count_stars, oversight.count_drives):
                    count(clock.today())
                oversight.remind(clock.today())
            moved += codes.carry(bool(moved))
            moved += exchange.confirm_repairs()  # after everything derived has followed
            if monotonic() - watched > WATCH_SECONDS:
                watched = monotonic()
                access.watch()
                rights.watch_leaks()
                oversight.follow_lookups()
            if monotonic() > shipping:
                shipping = monotonic() + WATCH_SECONDS
                try:
                    access.ship_log()
                except Undelivered as why:
                    shipping = monotonic() + UNREACHED_SECONDS
                    print(f"log server: {why}; tried again in {UNREACHED_SECONDS} s", file=sys.stderr)
            signed, refused = evidence.keep_up()
            moved += signed
            if (said := "; ".join(f"{why.code}: {why.said}{why.do_this}" for why in refused)) != complained:
                complained = said
                print(said or "checkpoints are signed again", file=sys.stderr)
        except OperationalError as why:  # a lock held too long, a database restarting: what waits is still there
            if asked.once:
                raise
            print(f"database: {why}; going on", file=sys.stderr)
            moved = 0
        if not moved:
            if asked.once:
                break
            time.sleep(PAUSE_SECONDS)
    return 0
