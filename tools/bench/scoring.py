"""How fast scores are made: one subject, a batch written back, and everybody over the fact segments.

    python -m tools.bench.scoring [--workers 30000] [--facts 1000000]

Prints microseconds a subject for `assess` and the digest, subjects a second for `scoring.projection.project` on
SQLite, and seconds for the set-based face over that many facts in Parquet, beside a bare scan of the columns it
reads. Runs in a folder of its own and leaves nothing behind.
"""

import argparse
import os
import random
import tempfile
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

TODAY = date(2026, 11, 23)
GIVEN = {"code-colour": 2, "company-grade": 4}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--workers", type=int, default=30_000)
    options.add_argument("--facts", type=int, default=1_000_000)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(JIAXIN_DATA=folder, DJANGO_SETTINGS_MODULE="config.settings.dev")
        import django

        django.setup()
        one_subject()
        written_back(3000)
        everybody(Path(folder) / "facts.parquet", chosen.workers, chosen.facts)


def history(seed: int, facts: int = 35) -> "Facts":  # type: ignore[name-defined]  # noqa: F821
    """A believable history of so many facts; the same for the same seed."""
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
    from jiaxin.domain.facts import Facts

    return Facts(subject, tuple(told))


def one_subject() -> None:
    from jiaxin.domain.scoring.context import Context
    from jiaxin.domain.scoring.engine import assess
    from jiaxin.domain.scoring.rulebook import scoring_rules
    from jiaxin.domain.validity import colour, validity_rules

    held, rules, given = [history(n) for n in range(200)], scoring_rules("worker-2026"), Context(GIVEN)
    for said, work in (
        ("assess, 35 facts", lambda f: assess(f, given, rules, TODAY)),
        ("assess and digest", lambda f: assess(f, given, rules, TODAY).digest),
        ("colour", lambda f: colour(f, TODAY, validity_rules())),
    ):
        start = perf_counter()
        for _ in range(10):
            for facts in held:
                work(facts)
        print(f"{said:28s} {(perf_counter() - start) / 2000 * 1e6:8.0f} µs a subject")


def written_back(workers: int) -> None:
    from django.core.management import call_command

    from jiaxin.apps.scoring import projection
    from jiaxin.domain.scoring.rulebook import scoring_rules

    call_command("migrate", verbosity=0)
    batch = {facts.subject: facts for facts in (history(n) for n in range(workers))}
    for said in ("first time, all rows new", "again, nothing changed"):
        start = perf_counter()
        projection.project(batch, TODAY, scoring_rules("worker-2026"))
        print(f"project, {said:26s} {workers / (perf_counter() - start):8.0f} subjects/s")


def everybody(path: Path, workers: int, facts: int) -> None:
    import duckdb
    import pyarrow as pa
    import pyarrow.parquet as pq

    from jiaxin.domain.records.segments import columns, row
    from jiaxin.domain.scoring.batch import fetched, inputs, raw_numbers, raws, segments, sql
    from jiaxin.domain.scoring.context import Context
    from jiaxin.domain.scoring.engine import concluded
    from jiaxin.domain.scoring.measures import Measured
    from jiaxin.domain.scoring.rulebook import scoring_rules

    types = {"int": pa.int64(), "date": pa.int64(), "bool": pa.bool_(), "code": pa.string()}
    patterns = [[row(e) for e in history(n, facts // workers).entries] for n in range(300)]
    place = next(i for i, column in enumerate(columns()) if column.name == "subject")
    rows = [(*r[:place], f"W{n:015d}", *r[place + 1 :]) for n in range(workers) for r in patterns[n % 300]]
    arrays = [pa.array([r[i] for r in rows], types[c.type]) for i, c in enumerate(columns())]
    pq.write_table(pa.table(arrays, names=[c.name for c in columns()]), path, compression="zstd")
    count = len(rows)
    del rows, arrays
    rules = scoring_rules("worker-2026")
    measures = {item.indicator.code: item.measure for item in rules.items}
    with duckdb.connect() as database:
        database.execute(f"CREATE VIEW facts AS SELECT * FROM read_parquet('{path}')")
        database.execute("CREATE TABLE context AS SELECT DISTINCT subject, 2::BIGINT AS given_code_colour FROM facts")
        start = perf_counter()
        query = sql(raw_numbers(segments(), measures, TODAY, inputs(["code-colour"])))
        built = perf_counter()
        found = list(fetched(database, query))
        read = perf_counter()
        given = Context({"code-colour": 2})
        for one in found:
            values = {c: Measured(m.finish(raws(one, c, m), TODAY), (), None) for c, m in measures.items()}
            concluded(one["subject"], rules, values, given)
        done = perf_counter()
        database.execute("SELECT sum(happened_on), max(kind), max(status), sum(stars), max(subject) FROM facts")
        scanned = perf_counter()
    print(f"{count:,} facts of {len(found):,} workers")
    print(f"  query built                {built - start:8.2f} s")
    print(f"  raw numbers by DuckDB      {read - built:8.2f} s")
    print(f"  points and reasons         {done - read:8.2f} s")
    print(f"  bare scan of the columns   {scanned - done:8.3f} s, ratio {(read - built) / (scanned - done):.0f}")


if __name__ == "__main__":
    main()
