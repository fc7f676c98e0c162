"""第三方漏洞 — the last look through the advisories of others' code: what touches our locks, since when we know, until when it is mended.

The result lies as `flaws.json` in the data folder; the doctor reads it. A flaw keeps the day on which it was first seen here.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings

from jiaxin.apps.access import limits
from jiaxin.apps.access.weakness import Weakness
from jiaxin.kit import advisories, clock

FILE = "flaws.json"
ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Known:
    """A flaw in what is locked. `due_on`: the last day by which it is to be mended, or the way to it closed."""

    id: str
    package: str
    version: str
    where: tuple[str, ...]
    grade: str
    fixed: tuple[str, ...]
    summary: str
    known_on: date
    due_on: date


@dataclass(frozen=True, slots=True)
class Look:
    """One look: its day, how many advisories and locked versions were compared, and what was found."""

    on: date
    advisories: int
    locked: int
    found: tuple[Known, ...]

    def late(self, today: date) -> list[Known]:
        return [one for one in self.found if today > one.due_on]


def look_through(path: Path, root: Path = ROOT) -> Look:
    """Compare a file of advisories with the locks of the checkout and keep the result. Raises advisories.Unreadable."""
    before, today = last(), clock.today()
    since = {(one.id, one.package): one.known_on for one in (before.found if before else ())}
    locked = advisories.pins(root / "requirements", root / "package-lock.json")
    found, count = advisories.against(advisories.records(path), locked)
    known = []
    for flaw in found:
        first = since.get((flaw.id, flaw.pin.name), today)
        due = first + timedelta(days=limits.FLAW_DAYS[flaw.grade])
        known.append(Known(flaw.id, flaw.pin.name, flaw.pin.version, flaw.pin.where, flaw.grade, flaw.fixed, flaw.summary, first, due))
    if not count:
        raise advisories.Unreadable(f"{path.name}: no advisory in it")
    look = Look(today, count, len(locked), tuple(known))
    _file().write_text(json.dumps(_said(look), ensure_ascii=False, indent=1) + "\n", "utf-8")
    return look


def last() -> Look | None:
    path = _file()
    if not path.exists():
        return None
    said = json.loads(path.read_text("utf-8"))
    days = ("known_on", "due_on")
    found = tuple(Known(**{k: date.fromisoformat(v) if k in days else tuple(v) if isinstance(v, list) else v for k, v in one.items()}) for one in said["found"])
    return Look(date.fromisoformat(said["on"]), said["advisories"], said["locked"], found)


def findings() -> Iterator[Weakness]:
    look, today = last(), clock.today()
    how = "在能上网的机器上取得 OSV 格式的漏洞公告，拷到本机后执行 python -m jiaxin flaws 文件；做法见 docs/how-to/mend-flaws-of-others.md。"
    if look is None:
        yield Weakness("flaws.never", "warning", "还没有用漏洞公告核对过第三方组件。", how, "8.1.10.5")
        return
    if (age := (today - look.on).days) > limits.FLAWS_LOOKED_EVERY_DAYS:
        yield Weakness("flaws.old", "warning", f"上次用漏洞公告核对第三方组件是 {look.on}，已 {age} 天，应每 {limits.FLAWS_LOOKED_EVERY_DAYS} 天一次。", how, "8.1.10.5")
    if late := look.late(today):
        named = "、".join(dict.fromkeys(f"{one.package} {one.version}（{one.id}）" for one in late[:5]))
        yield Weakness("flaws.late", "warning", f"第三方组件有 {len(late)} 个漏洞超过处理期限：{named}。", "升级并重新锁定（make lock），或先关闭能到达它的页面；做法见 docs/how-to/mend-flaws-of-others.md。", "8.1.10.5")


def _file() -> Path:
    return Path(settings.DATA) / FILE


def _said(look: Look) -> dict[str, object]:
    found = [{name: getattr(one, name).isoformat() if name.endswith("_on") else getattr(one, name) for name in Known.__slots__} for one in look.found]
    return {"on": look.on.isoformat(), "advisories": look.advisories, "locked": look.locked, "found": found}
