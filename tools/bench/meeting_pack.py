"""What the papers of a meeting cost at full scale: counting, keeping, Word, PDF, workbook; and the board.

    python -m tools.bench.meeting_pack [--workers 30000] [--facts 120000]

A throw-away SQLite district: files, companies and streets as lists see them, facts of the last weeks (what freshness
reads), cases with their steps. Figures are CPU seconds.
"""

import argparse
import random
import tempfile
import time
from datetime import date, timedelta
from typing import Any


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--workers", type=int, default=30_000)
    asked.add_argument("--facts", type=int, default=120_000)
    chosen = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        from jiaxin.portals.console.district import open_district, prepare_district

        open_district(folder)
        prepare_district()
        _fill(chosen.workers, chosen.facts)
        _measure(chosen)


def _fill(workers: int, facts: int) -> None:
    from jiaxin.apps.governance import actions as governance
    from jiaxin.apps.ledger import actions as ledger
    from jiaxin.apps.registry import actions as registry
    from jiaxin.apps.registry.models import Subject, WorkerFile
    from jiaxin.domain.completeness import PARTS
    from jiaxin.domain.facts import Channel, Fact, Provenance, Standing
    from jiaxin.domain.permissions import Actor, Role
    from jiaxin.domain.records.kind import kinds
    from jiaxin.domain.records.natural_key import natural_key
    from jiaxin.kit import clock

    dice, today = random.Random(7), clock.today()
    streets = [(f"3402120{n:02}", f"样例{n}街道") for n in range(1, 21)]
    registry.set_regions([(code, name, "street", "340212", date(2020, 1, 1), None) for code, name in streets])
    said = Provenance("bureau", Channel.SHEET, "bench")

    def fact(kind: str, subject: str, clear: dict[str, Any]) -> Fact:
        key = natural_key(kinds()[kind], clear, "", "bureau")
        return Fact(kind, subject, today, said, clear=clear, sealed={}, key=key, standing=Standing.TYPED)

    for _code, name in streets[:-1]:
        clear = {"street": name, "baseline_on": "2026-03-01", "count": workers // 15, "source_name": "摸底名册"}
        ledger.append([fact("baseline", registry.place(name), clear)])
    ids = [f"W{n:015}" for n in range(workers)]
    Subject.objects.bulk_create([Subject(id=i, kind="worker", made_at=clock.now()) for i in ids], batch_size=5000)
    WorkerFile.objects.bulk_create(
        [
            WorkerFile(
                subject=i, company=f"C{min(int(dice.expovariate(1 / 60)), 299):03}" if dice.random() < 0.8 else "", street=dice.choice(streets)[0],
                confirmed=dice.random() < 0.7, claimed=dice.random() < 0.2, verified=dice.random() < 0.6, colour=dice.choice(["green", "yellow", "grey"]),
                missing=dice.sample(list(PARTS), dice.randrange(4)), filed_on=today - timedelta(days=dice.randrange(600)),
            )
            for i in ids
        ],
        batch_size=5000,
    )  # fmt: skip
    for start in range(0, facts, 5000):
        ledger.append([fact("order", dice.choice(ids), {"order_no": f"{start}-{n}", "ordered_on": today.isoformat()}) for n in range(5000)])
    clerk = Actor("bench", Role.BUREAU_CLERK, "bureau", fresh=True)
    for n in range(2000):
        governance.open_case(clerk, "report", "", f"bench-{n}", {"text": "样例举报", "topic": "other"})


def _measure(chosen: argparse.Namespace) -> None:
    from jiaxin.apps.oversight import queries as oversight
    from jiaxin.apps.oversight.snapshots import keep

    print(f"{chosen.workers:,} files, {chosen.facts:,} facts within the days of freshness, 20 streets, 300 companies, 2,000 matters")
    whole = 0.0

    def took(what: str, work: Any) -> Any:
        nonlocal whole
        started = time.process_time()
        made = work()
        spent = time.process_time() - started
        whole += spent
        print(f"{what:<40} {spent:7.2f} s{f'   {len(made) / 1024:8.0f} kB' if isinstance(made, bytes) else ''}")
        return made

    one = took("count and keep", keep)
    papers = took("contents", lambda: oversight.pack_of(one))
    took("Word", lambda: oversight.as_docx(papers))
    took("PDF (the first, fonts found once)", lambda: oversight.as_pdf(papers))
    took("workbook", lambda: oversight.as_xlsx(papers))
    print(f"{'the whole pack':<40} {whole:7.2f} s   (bar: 30 s)")
    took("the board (counted anew)", oversight.counted_now)


if __name__ == "__main__":
    main()
