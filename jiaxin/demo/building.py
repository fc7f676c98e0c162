"""建区 — an empty folder becomes a district: keys, tables, two years, truth; with a marker of what it is.

A folder that holds the same district is not built twice; a folder that holds anything else is left alone
unless a fresh start is asked for.
"""

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from jiaxin.demo.plan import Plan
from jiaxin.domain.errors import Refused

MARKER = "demo.json"


def marked(folder: Path) -> dict[str, object]:
    path = folder / MARKER
    found: dict[str, object] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return found


def is_built(folder: Path, plan: Plan) -> bool:
    """Whether the folder holds this district, whole. The last day may differ: it was true when built."""
    found = marked(folder)
    return bool(found.get("whole")) and all(found.get(k) == v for k, v in _size(plan).items())


def make_room(folder: Path, fresh: bool) -> None:
    """An empty folder to build in. Raises Refused where something else lives there."""
    if folder.exists() and any(folder.iterdir()):
        if not marked(folder):
            raise Refused("demo.not-empty", f"{folder} 里已有别的数据", "请用 --data 换一个文件夹；演示区不会覆盖它")
        whole = bool(marked(folder).get("whole"))
        if whole and not fresh:
            raise Refused("demo.other", f"{folder} 里是另一个演示区", "用 --fresh 重新建，或用 --data 换一个文件夹")
        shutil.rmtree(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def bring_up(folder: Path) -> None:
    """A district built by an earlier version gets the tables of this one."""
    from django.db import connections

    from jiaxin.portals.console.district import open_district, prepare_district

    open_district(str(folder))
    prepare_district()
    connections.close_all()


def build(folder: Path, plan: Plan, say: Callable[[str], None]) -> dict[str, object]:
    """Build into an empty folder. Returns what the marker says. Opens Django; call it in a process of its own."""
    from jiaxin.demo import district as truths
    from jiaxin.demo import truth
    from jiaxin.demo.outlines import outlines
    from jiaxin.demo.preparing import Preparer
    from jiaxin.demo.sheets.posting import schedule

    begun = time.perf_counter()
    _mark(folder, _size(plan))
    district = truths.draw(plan)
    dues = schedule(district)
    preparer = Preparer(district, dues)  # before any database is open
    drawn = time.perf_counter() - begun
    say(
        f"样例区：{plan.workers:,} 名家政员，{len(district.companies)} 家企业，{len(dues)} 份表，{plan.first_day} 至 {plan.as_of}"
    )
    try:
        from jiaxin.portals.console.district import open_district, prepare_district

        open_district(str(folder))
        prepare_district()
        _hurry()
        ready = time.perf_counter() - begun
        from jiaxin.demo.playing import Player
        from jiaxin.demo.showing import lay_out

        kept = truth.Kept()
        played = Player(district, dues, preparer, kept, say).play()
        truth.write(folder, district, kept)
        lay_out(folder, district)
        (folder / "outlines.geojson").write_bytes(outlines(plan, district.areas.streets))
    finally:
        preparer.close()
    found = _size(plan) | {
        "whole": True,
        "as_of": plan.as_of.isoformat(),
        "counts": dict(played.counts),
        "seconds": {"draw": round(drawn, 1), "open": round(ready - drawn, 1)}
        | {stage: round(spent, 1) for stage, spent in played.seconds.items()}
        | {"all": round(time.perf_counter() - begun, 1)},
    }
    _mark(folder, found)
    return found


def _hurry() -> None:
    """No waiting for the disk while building: a district half built is thrown away, not mended."""
    from django.db import connection

    from jiaxin.kit.settling import do_not_wait

    do_not_wait()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")


def _size(plan: Plan) -> dict[str, object]:
    return {"workers": plan.workers, "seed": plan.seed, "days": plan.days}


def _mark(folder: Path, found: dict[str, object]) -> None:
    (folder / MARKER).write_text(json.dumps(found, ensure_ascii=False, indent=1), "utf-8")
