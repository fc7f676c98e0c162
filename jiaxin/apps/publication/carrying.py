"""随身名单 — the key list and the status list, beside the cards, for every phone that verifies.

Both are files that are replaced whole. The list of keys is a signed note under the key of the district's logs, so
that who compares it with a witness's copy can tell it from another; the status list is signed like a code.
"""

import os
from pathlib import Path

from django.conf import settings

from jiaxin.apps.access import signing as log_key
from jiaxin.apps.publication import signing
from jiaxin.apps.publication.cardfile import FOLDER, KEYS_FILE, STATUS_FILE
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.calendar import add_months
from jiaxin.domain.onecode import envelope, keylist, statuslist
from jiaxin.domain.onecode.statuslist import OVER, PAUSED, StatusList
from jiaxin.domain.rulebooks.code import code_rules
from jiaxin.kit import clock
from jiaxin.kit.notes import Note, NoteKey

_EARLY = 60  # seconds before its time is over a list is made again


def keep_up(moved: bool) -> int:
    """Make the lists again where something moved or they grow old. Returns how many files were written."""
    now, today = int(clock.now().timestamp()), clock.today()
    folder = Path(settings.DATA) / FOLDER
    rules, present = code_rules(today), _present(folder)
    fresh = present is not None and now - present.made_at < rules.renew_minutes * 60 - _EARLY
    if fresh and not moved:
        return 0
    key = signing.current()
    written = _write_keys(folder)
    stopped = stopped_places()
    if fresh and present is not None and present.stopped == stopped and not written:
        return 0
    made = StatusList(
        settings.DISTRICT.region_code, now, rules.renew_minutes * 60, now + rules.refuse_hours * 3600, stopped
    )
    _replace(folder / STATUS_FILE, statuslist.sealed(made, key.algorithm, key.kid, key.sign))
    return written + 1


def stopped_places() -> dict[int, int]:
    """Places in the list of codes that must not be relied on. Those of cards that have long expired are left out."""
    since = add_months(clock.today(), -code_rules(clock.today()).card_months - 1)
    return {place: OVER if over else PAUSED for place, over in registry.stopped_places(since)}


def _write_keys(folder: Path) -> int:
    """Where the keys are the same the file stays as it is, its day of making included."""
    listed, path = signing.listed(), folder / KEYS_FILE
    if path.exists():
        try:
            if keylist.read(path.read_text("utf-8")).keys == listed.keys:
                return 0
        except ValueError:
            pass
    name = f"jiaxin/{settings.DISTRICT.region_code}/code-keys"
    text = f"{name}\n{listed.to_text()}\n"
    line = NoteKey(name, log_key.public_keys()[-1]).line(log_key.sign, text)
    _replace(path, str(Note(text, (line,))).encode())
    return 1


def _present(folder: Path) -> StatusList | None:
    try:
        return statuslist.read(envelope.opened((folder / STATUS_FILE).read_bytes()))
    except (FileNotFoundError, ValueError):
        return None


def _replace(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}")
    with draft.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    draft.chmod(0o644)
    draft.replace(path)
