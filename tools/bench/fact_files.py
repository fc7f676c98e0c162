"""Fact segments of any size for benchmarks: histories of 300 invented workers, repeated under other names.

Rows lie by kind and subject, as in the joined segments of a district; positions follow no order of subjects.
"""

import random
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jiaxin.domain.facts import Facts

TODAY = date(2026, 11, 23)
PATTERNS = 300
AT_ONCE = 100_000  # workers a file


def history(seed: int, facts: int = 35) -> "Facts":
    """A believable history of so many facts; the same for the same seed."""
    from jiaxin.domain.facts import Facts
    from tests.domain.established import entry

    chance, subject = random.Random(seed), f"W{seed:015d}"
    told = [
        entry("profile", "2025-01-01", subject, 1, job_types=["保洁"]),
        entry("consent", "2025-01-01", subject, 2, signed_on="2025-01-01"),
        entry("identity.check", "2025-10-08", subject, 3, result="passed", checked_on="2025-10-08"),
        entry("background.check", "2025-10-08", subject, 4, result="passed", checked_on="2025-10-08"),
        entry("health.check", "2026-01-05", subject, 5, health_checked_on="2026-01-05", valid_through="2027-01-04"),
        entry("insurance", "2026-01-05", subject, 6, insurance_from="2026-01-05", insurance_until="2026-12-31"),
        entry("training", "2026-03-05", subject, 7, training_hours_hundredths=2400),
        entry("skill.certificate", "2025-03-05", subject, 8, skill_level=4),
    ]
    while len(told) < facts:
        at, on = len(told) + 1, TODAY - timedelta(days=chance.randrange(700))
        kind = chance.choices(["order", "rating", "complaint.finding", "praise"], [55, 40, 3, 2])[0]
        fields = {
            "order": {"status": chance.choice(["done"] * 9 + ["broken_off"]), "repeat": chance.random() < 0.3},
            "rating": {"stars": chance.choice([5, 5, 5, 4, 3]), "verified": True},
            "complaint.finding": {"upheld": chance.random() < 0.5, "severity": "general"},
            "praise": {},
        }[kind]
        told.append(entry(kind, on, subject, at, counterparty=f"F{chance.randrange(40):015d}", **fields))
    return Facts(subject, tuple(told))


def write(folder: Path, workers: int, each: int) -> list[Path]:
    """Files with `workers` × `each` facts. Entry ids are digests, so that they weigh what real ones weigh."""
    import duckdb
    import pyarrow as pa

    from jiaxin.domain.records.segments import columns, row

    types = {"int": pa.int64(), "date": pa.int64(), "bool": pa.bool_(), "code": pa.string()}
    rows = [(n, j, *row(e)) for n in range(PATTERNS) for j, e in enumerate(history(n, each).entries)]
    names, kinds = ["no", "j", *(c.name for c in columns())], [pa.int64(), pa.int64(), *(types[c.type] for c in columns())]
    patterns = pa.table([pa.array([r[i] for r in rows], t) for i, t in enumerate(kinds)], names=names)
    own = {
        "position": f"1 + j * {workers} + w.range",
        "subject": "'W' || lpad(w.range::VARCHAR, 15, '0')",
        "entry": f"md5((w.range * {each} + j)::VARCHAR)",
    }
    said = ", ".join(f'{own.get(c.name, f"""p."{c.name}" """)} AS "{c.name}"' for c in columns())
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    with duckdb.connect() as database:
        database.register("patterns", patterns)
        for start in range(0, workers, AT_ONCE):
            path = folder / f"{start:012d}.parquet"
            database.execute(
                f"COPY (SELECT {said} FROM range({start}, {min(start + AT_ONCE, workers)}) w"
                f" JOIN patterns p ON w.range % {PATTERNS} = p.no ORDER BY kind, subject, position)"
                f" TO '{path}' (FORMAT parquet, COMPRESSION zstd)"
            )
            found.append(path)
    return found
