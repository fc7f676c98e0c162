"""Where the CPU seconds of an import go, stage by stage: one roster of N rows × 30 columns through the real path.

    python -m tools.bench.import_stages [--rows 20000]

The child's stages are run one after another in this process, each on its own; the parent's are timed where they are
called while the batch is checked and landed. A stage that stands further in is part of the one it stands under.
Compare shares within one run: the machine may be shared. The whole and its floor: `import_speed`.
"""

import argparse
import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
ROOT = Path(__file__).resolve().parents[2]
AS_OF = date(2026, 11, 23)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=20_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "roster.xlsx"
        subprocess.run([sys.executable, "-m", "tools.bench.rosters", str(book), str(asked.rows)], cwd=ROOT, check=True)
        os.environ["JIAXIN_DATA"], os.environ["JIAXIN_DATABASE"] = str(Path(folder) / "data"), ""
        child(book)
        parent(book)


def told(name: str, seconds: float) -> None:
    print(f"{name:<44}{seconds:>7.2f}", flush=True)


def child(path: Path) -> None:
    """What the confined child does, without its start; it does not collect garbage either."""
    import orjson

    began = time.process_time()
    from jiaxin.apps.intake import judging
    from jiaxin.domain.sheets.checking import check
    from jiaxin.kit.sheets.cells import open_workbook

    marks = [began, time.process_time()]
    gc.disable()
    with open_workbook(path) as book:
        checking = check(book, AS_OF)
        marks.append(time.process_time())
        for part in checking._parts:
            for _ in part.sheet.rows():
                pass
        marks.append(time.process_time())
        checking._collect()
        marks.append(time.process_time())
        rows = [row for part in checking._parts for row in checking._judge(part)]
        marks.append(time.process_time())
        stated = judging.Stated()
        for row in rows:
            stated.add(checking.drafts(row) if row.status in judging.SOUND else ())
        made = [judging._told(row) for row in rows]
        marks.append(time.process_time())
        size = len(orjson.dumps({"rows": made, "facts": stated.text()}))
        marks.append(time.process_time())
    gc.enable()
    print(f"child, {len(rows)} rows, {size >> 20} MB sent")
    names = (
        "  load the code", "  open, find heading, map columns, plan", "  read the rows", "  normalise, check cells, collect keys",
        "  check rows", "  compose facts", "  send",
    )  # fmt: skip
    for name, before, after in zip(names, marks, marks[1:], strict=False):
        told(name, after - before)


def parent(path: Path) -> None:
    from jiaxin.portals.console.district import open_district, prepare_district

    open_district()
    prepare_district()
    from django.db.backends.sqlite3.base import DatabaseWrapper, SQLiteCursorWrapper

    from jiaxin.apps.access import actions as access
    from jiaxin.apps.access import vault
    from jiaxin.apps.access.queries import console_actor
    from jiaxin.apps.intake import actions, keeping, landing, receiving
    from jiaxin.apps.ledger import appending

    spent: dict[str, float] = {}

    def timed(owner: Any, name: str, stage: str) -> None:
        inner: Callable[..., Any] = getattr(owner, name)

        def outer(*args: Any, **kwargs: Any) -> Any:
            start = time.process_time()
            try:
                found = inner(*args, **kwargs)
                return list(found) if stage == "  compose facts" else found
            finally:
                spent[stage] = spent.get(stage, 0.0) + time.process_time() - start

        setattr(owner, name, outer)

    access.set_up_organisation(console_actor(), "bench", "样例区商务局", "bureau", "349912")
    actor = console_actor("bench")
    batch_id, _ = actions.receive(actor, path.name, path.read_bytes())
    timed(receiving, "_keep_rows", "  look into the registry, keep findings, spool")
    start = time.process_time()
    actions.work(only=batch_id)
    told("parent, check", time.process_time() - start)
    told("  look into the registry, keep findings, spool", spent["  look into the registry, keep findings, spool"])
    stages = (
        (keeping, "put_together", "  put rows together"), (landing, "parties_of", "  find or make persons"), (landing, "_facts", "  compose facts"),
        (landing.ledger, "prepare", "  prepare facts"), (appending, "key_marks", "    natural keys"), (vault, "marks", "    keyed digests (natural keys, statements, names)"),
        (landing.ledger, "append", "  append facts"), (appending, "_met", "    what the log knows"), (appending, "_rows", "    bodies and leaves"),
        (appending, "insert_many", "    rows of the ledger"), (landing, "_keep_claims", "  claims"),
        (vault, "ensure_keys", "of all: keys made"), (vault, "seal_many", "of all: sealing"),
        (SQLiteCursorWrapper, "executemany", "of all: rows inserted"), (DatabaseWrapper, "_commit", "of all: commits"),
    )  # fmt: skip
    for owner, name, stage in stages:
        timed(owner, name, stage)
    actions.accept(actor, batch_id)
    start = time.process_time()
    actions.work(only=batch_id)
    told("parent, land", time.process_time() - start)
    for _, _, stage in stages:
        told(stage, spent.get(stage, 0.0))


if __name__ == "__main__":
    main()
