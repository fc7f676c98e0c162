"""The floor of an import: read by calamine, then sealing, leaf and executemany of the same facts, nothing else.

No headings, no checks, no persons looked for, no duplicates looked for, no findings. The facts come
ready-made (that part is not counted). Same table, same indexes, same durability, same chunks.
"""

import os
import pickle
import resource
import sys
from hashlib import sha256
from json import loads
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
FACTS_AT_ONCE = 7000


def facts_of(path: Path) -> list[tuple[dict, dict, str]]:
    """(body without what the ledger adds, sealed, owner) of every fact the product would write."""
    kept = path.with_suffix(".facts")
    if kept.exists():
        return pickle.loads(kept.read_bytes())  # our own file of a minute ago
    from jiaxin.apps.intake.judging import judge

    found = []
    for message in judge(str(path), "2026-11-23", "", {}):
        if message["is"] != "rows":
            continue
        told = loads(message["facts"])
        for row, stated in zip(message["rows"], told["rows"], strict=True):
            owner = f"{row['row']:016d}"
            for number, key, sealed in stated:
                kind, _of, day, clear = told["said"][number]
                body = {"kind": kind, "subject": owner, "happened_on": day, "clear": clear, "key": list(key)}
                body |= {"company": "c" * 16, "standing": "claimed", "version": 1, "claim": owner}
                body["provenance"] = {"source": "bench", "actor": "bench", "channel": "sheet", "batch": "b" * 16}
                body["provenance"] |= {"sheet": row["sheet"], "row": row["row"]}
                found.append((body, sealed, owner))
    kept.write_bytes(pickle.dumps(found))
    return found


def main() -> None:
    path = Path(sys.argv[1])
    facts = facts_of(path)
    from jiaxin.portals.console.district import open_district

    open_district()
    from django.db import connection, transaction
    from python_calamine import CalamineWorkbook

    from jiaxin.apps.access import vault
    from jiaxin.apps.ledger.appending import COLUMNS
    from jiaxin.kit.bulk import insert_many
    from jiaxin.kit.canonical import canonical

    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(position), 0) FROM ledger_entry")
        position = cursor.fetchone()[0]
    usage = resource.getrusage(resource.RUSAGE_SELF)
    start = usage.ru_utime + usage.ru_stime
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    for first in range(0, len(facts), FACTS_AT_ONCE):
        some = facts[first : first + FACTS_AT_ONCE]
        salts = os.urandom(16 * len(some))
        plain = [salts[16 * i : 16 * i + 16] + canonical(sealed) for i, (_, sealed, _) in enumerate(some)]
        vault.ensure_keys({f"floor:{owner}" for _, _, owner in some})
        boxes = vault.seal_many([(f"floor:{f[2]}", text, b"entry") for f, text in zip(some, plain, strict=True)])
        made = []
        for (body, _, owner), text, box in zip(some, plain, boxes, strict=True):
            position += 1
            digest = sha256(text).digest()
            data = canonical(body | {"commitment": digest.hex(), "recorded_us": 0, "id": f"{position:016d}"})
            leaf = sha256(b"\x00" + data).digest()
            mark = digest[:16]
            made.append((position, f"{position:016d}", body["kind"], owner, owner, mark, mark, data, box, leaf))
        with transaction.atomic():
            insert_many("ledger_entry", COLUMNS, made)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(f"{usage.ru_utime + usage.ru_stime - start:.2f} CPU s for {len(rows)} rows read, {len(facts)} facts written")


if __name__ == "__main__":
    main()
