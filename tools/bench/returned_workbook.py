"""The returned workbook for 2,000 bad rows: seconds and size. Target: at most 5 s.

    nice python -m tools.bench.returned_workbook [--rows 2000]

Every row of the roster is made bad (its check digit is changed); the workbook is then made as the page makes it.
"""

import argparse
import os
import tempfile
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=2000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        from jiaxin.portals.console.district import open_district, prepare_district

        open_district(folder)
        prepare_district()
        from jiaxin.apps.access import actions as access
        from jiaxin.apps.access.queries import console_actor
        from jiaxin.apps.intake import actions, queries
        from jiaxin.apps.intake.returning import returned_workbook
        from jiaxin.domain.permissions import Role
        from tools.bench import rosters

        book = Path(folder) / "roster.xlsx"
        rosters.main(book, asked.rows, bad=1.0)
        access.set_up_organisation(console_actor(), "bench", "样例区商务局", "bureau", "349912")
        actor = access.set_up_account(console_actor(), "bench-clerk", Role.BUREAU_CLERK, organisation="bench")
        batch_id, _ = actions.receive(actor, book.name, book.read_bytes())
        actions.work(only=batch_id)
        batch = queries.batch(batch_id)
        assert batch is not None and batch.bad == asked.rows, batch and batch.rows
        cpu, wall = time.process_time(), time.perf_counter()
        _, data = returned_workbook(actor, batch_id)
        print(
            f"{batch.bad} bad rows returned in {time.perf_counter() - wall:.2f} s "
            f"(CPU {time.process_time() - cpu:.2f} s), {len(data) / 1000:.0f} kB"
        )


if __name__ == "__main__":
    main()
