"""One import through the real path, in this process and its child. `--prepare` makes the tables first."""

import os
import resource
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

    access.set_up_organisation(console_actor(), "bench", "样例区商务局", "bureau", "349912")
    actor = console_actor("bench")
    path = Path(sys.argv[1])
    data = path.read_bytes()
    first = _cpu()
    batch_id, _ = actions.receive(actor, path.name, data)
    start = _cpu()
    actions.work(only=batch_id)
    between = _cpu()
    if (checked := queries.batch(batch_id)) and checked.said:
        raise SystemExit(checked.said)
    actions.accept(actor, batch_id)
    actions.work(only=batch_id)
    batch = queries.batch(batch_id)
    assert batch is not None
    landed = _cpu()
    print(
        f"{sum(landed) - sum(first):.2f} CPU s without starting Python and Django."
        f" rows {batch.rows} facts {checkpoint().size} {batch.state} {batch.said}"
        f" CPU: child {between[1] - start[1]:.1f} check {between[0] - start[0]:.1f} land {landed[0] - between[0]:.1f}"
    )


def _cpu() -> tuple[float, float]:
    """CPU seconds of this process and of its finished children."""
    own, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime, theirs.ru_utime + theirs.ru_stime


if __name__ == "__main__":
    main()
