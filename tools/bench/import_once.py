"""One import through the real path, in this process and its child. `--prepare` makes the tables first."""

import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")


def main() -> None:
    from jiaxin.portals.console.district import open_district, prepare_district

    open_district()
    if sys.argv[1] == "--prepare":
        prepare_district()
        return
    from jiaxin.apps.access import actions as access
    from jiaxin.apps.access.queries import console_actor
    from jiaxin.apps.intake import actions, queries
    from jiaxin.apps.ledger.queries import checkpoint
    from jiaxin.kit import clock

    access.set_up_organisation(console_actor(), "bench", "样例区商务局", "bureau", "349912")
    actor = console_actor("bench")
    path = Path(sys.argv[1])
    batch_id, _ = actions.receive(actor, path.name, path.read_bytes())
    start = clock.now()
    actions.work(only=batch_id)
    between = clock.now()
    actions.accept(actor, batch_id)
    actions.work(only=batch_id)
    batch = queries.batch(batch_id)
    assert batch is not None
    spent = (between - start).total_seconds(), (clock.now() - between).total_seconds()
    print(f"rows {batch.rows} facts {checkpoint().size} {batch.state} check {spent[0]:.1f} land {spent[1]:.1f} {batch.said}")


if __name__ == "__main__":
    main()
