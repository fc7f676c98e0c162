"""The numbers of the model card, taken from a district: grades, gaps between groups, what grades cost to buy, replays.

    python -m tools.bench.model_card --data FOLDER [--replays 1000]

Writes docs/reference/model-card.json, from which `python -m tools.write_model_card` makes the page, together with
reputation-bench.json, which `make bench-reputation ARGS="--json …"` writes. The groups by sex, age and origin
are opened as an audit: it leaves a receipt for each person, as it would in service.
"""

import argparse
import json
from collections import Counter
from dataclasses import asdict
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

HERE = Path(__file__).resolve().parents[2] / "docs" / "reference"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", required=True)
    options.add_argument("--replays", type=int, default=1000)
    chosen = options.parse_args()
    from jiaxin.portals.console.district import open_district

    open_district(chosen.data)
    from jiaxin.kit import clock

    found = {"as_of": clock.today().isoformat(), "packs": [_pack(kind, clock.today()) for kind in ("worker", "company")]}
    found["replays"] = _replays(chosen.replays)
    (HERE / "model-card.json").write_text(json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")


def _pack(kind: str, today: date) -> dict[str, Any]:
    from jiaxin.apps.access.queries import console_actor
    from jiaxin.apps.ledger.queries import checkpoint
    from jiaxin.apps.scoring.queries import rulebook_in_force, scores_of, standing, try_out
    from jiaxin.domain.scoring.gaming import cheapest

    book = rulebook_in_force("scoring", today, kind)
    found = try_out(console_actor(), book, book, today, audit=True)
    scores = scores_of(list(standing(kind))).values()
    rated = sorted(one.points for one in scores if one.grade != "NR")
    return {
        "version": book.version,
        "facts": checkpoint().size,
        "members": found.members,
        "grades": dict(Counter(one.grade for one in scores)),
        "quartiles": [rated[len(rated) * n // 4] for n in (1, 2, 3)] if rated else [],
        "width": sum(one.high - one.low for one in scores if one.grade != "NR") // max(1, len(rated)),
        "shares": [asdict(one) for one in found.fared if one.of != "原档级"],
        "fifths": [asdict(one) for one in found.fifths],
        "gaps": [asdict(one) for one in found.gaps],
        "games": [one._asdict() for one in cheapest(book, today)],
    }


def _replays(count: int) -> dict[str, int]:
    from jiaxin.apps.scoring.queries import check, draw

    drawn = draw(count, Random(1))
    return {"drawn": len(drawn), "equal": sum(one.same for one in check(drawn)), "days": len({one.as_of for one in drawn})}


if __name__ == "__main__":
    main()
