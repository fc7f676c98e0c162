"""公布口碑估计 — figures in millionths, their root, who moved by a step, the frozen parameters, the list for a look.

Unit  whole millionths of a standard deviation of quality; `complaint` in millionths of one.
"""

import gzip
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from django.conf import settings

from jiaxin.apps.access.readlog import log_hash
from jiaxin.apps.scoring.estimates import ReputationEstimate, ReputationRun, Suspected
from jiaxin.domain.reputation import Estimate, Fitted, Frozen, opened
from jiaxin.domain.reputation.doubting import Doubt
from jiaxin.domain.reputation.from_facts import NO_PENALTIES, Tables
from jiaxin.kit.bulk import chunks
from jiaxin.kit.canonical import canonical
from jiaxin.kit.merkle import Frontier, leaf_hash

MILLION = 1_000_000


class Figure(NamedTuple):
    score: int
    low: int
    high: int
    complaint: int


def figures(estimate: Estimate, wanted: Any) -> dict[str, Figure]:
    """Of the workers wanted (those who agreed to be assessed), by id."""
    columns = [np.rint(getattr(estimate, name) * MILLION).astype(np.int64).tolist() for name in ("published", "lo", "hi", "complaint_prob")]
    rows = zip(estimate.worker.tolist(), wanted.tolist(), zip(*columns, strict=True), strict=True)
    return {str(worker): Figure(*row) for worker, hers, row in rows if hers}


def root(found: Mapping[str, Figure]) -> str:
    """Merkle root over everybody's figures in the order of ids, under the hash of the record."""
    algorithm = log_hash()
    edge = Frontier(algorithm=algorithm)
    edge.extend(leaf_hash(canonical([worker, *found[worker]]), algorithm) for worker in sorted(found))
    return edge.root().hex()


def standing(workers: Sequence[str], day: date | None = None, position: int | None = None) -> dict[str, ReputationEstimate]:
    """The latest published figures of each, as of a day and a position."""
    found: dict[str, ReputationEstimate] = {}
    for some in chunks(list(workers), 900):
        rows = ReputationEstimate.objects.filter(subject__in=some)
        if day is not None:
            rows = rows.filter(from_day__lte=day)
        if position is not None:
            rows = rows.filter(from_position__lte=position)
        for row in rows.order_by("from_day", "from_position", "id"):
            found[row.subject] = row
    return found


def moved(found: Mapping[str, Figure], step_milli: int) -> list[str]:
    """Whose published value or whose interval's half moved by a step, and who is new."""
    step, last = step_milli * 1000, standing(list(found))
    return [
        worker
        for worker, now in sorted(found.items())
        if (was := last.get(worker)) is None
        or abs(now.score - was.score) >= step
        or abs((now.high - now.low) - (was.high - was.low)) >= 2 * step
    ]


def publish(found: Mapping[str, Figure], whom: Sequence[str], today: date, position: int) -> None:
    ReputationEstimate.objects.bulk_create(
        [ReputationEstimate(subject=one, from_day=today, from_position=position, **found[one]._asdict()) for one in whom],
        batch_size=500,
    )


def suspect(found: Sequence[Doubt], seen: Tables, today: date) -> None:
    """The list of work after a cold fit: new ones come, those no longer suspected go, decided ones stay as decided."""
    known = {row.household: row for row in Suspected.objects.order_by("household")}
    wanted = [one for one in found if not str(one.household).startswith("?")]
    told = _told(seen, [label for one in wanted for label in one.orders])
    rows = []
    for one in wanted:
        name = str(one.household)
        if name in known and known[name].finding:
            continue
        document = canonical({"reasons": [list(line) for line in one.reasons], "orders": [told[label] for label in one.orders if label in told]})
        since = known[name].since if name in known else today
        rows.append(Suspected(household=name, firm=str(one.firm), suspicion=one.suspicion, since=since, orders=len(one.orders), document=document))
    Suspected.objects.filter(finding="").delete()
    Suspected.objects.bulk_create(rows, batch_size=500)


def _told(seen: Tables, labels: Sequence[str]) -> dict[str, list[Any]]:
    wanted = set(labels)
    names = ("order", "worker", "t", "rating", "verified")
    rows = zip(*(seen.orders[name].to_pylist() for name in names), strict=True)
    epoch = date(1970, 1, 1).toordinal()
    return {label: [worker, date.fromordinal(epoch + int(t)).isoformat(), stars, checked] for label, worker, t, stars, checked in rows if label in wanted}


def drift(before: ReputationRun, seen: Tables, now: Estimate, fit: Fitted, day: int) -> tuple[int | None, int | None]:
    """How far nights under the old parameters have come from a fresh fit: most a score differs, and the rank correlation."""
    if (old := parameters(before.parameters)) is None:
        return None, None
    book = opened(old, seen.orders, seen.workers, seen.households, NO_PENALTIES, day)
    if book.estimate is None or len(now.score) < 3:
        return None, None
    one, two = _ranks(book.estimate.score), _ranks(now.score)
    kept = float(np.corrcoef(one, two)[0, 1]) if one.std() and two.std() else 1.0
    return int(np.rint(np.abs(book.estimate.score - now.score).max() * MILLION)), int(np.rint(kept * MILLION))


def _ranks(values: Any) -> Any:
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts - 1) / 2.0)[place]


def folder() -> Path:
    found = Path(settings.DATA) / "reputation"
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def keep_parameters(frozen: Frozen) -> str:
    """Write the frozen parameters once; returns their digest."""
    text = frozen.as_json().encode()
    digest = sha256(text).hexdigest()
    path = folder() / f"{digest}.json.gz"
    if not path.exists():
        fresh = path.with_suffix(".new")
        fresh.write_bytes(gzip.compress(text, compresslevel=5, mtime=0))
        fresh.replace(path)
    return digest


def parameters(digest: str) -> Frozen | None:
    """The frozen parameters of a digest; None when they are gone or of another model, and a cold fit is due."""
    path = folder() / f"{digest}.json.gz"
    if not path.exists():
        return None
    text = gzip.decompress(path.read_bytes())
    try:
        return Frozen.from_json(text.decode()) if sha256(text).hexdigest() == digest else None
    except ValueError:
        return None


def forget_parameters_but(digest: str) -> None:
    """Older ones name households that may have been erased since; replays read the estimates, not them."""
    for path in folder().glob("*.json.gz"):
        if path.name != f"{digest}.json.gz":
            path.unlink(missing_ok=True)


def forget(subjects: Sequence[str]) -> None:
    """Erased workers lose their estimates; erased households leave those of others standing. The next run is a cold fit."""
    for some in chunks(list(subjects), 900):
        ReputationEstimate.objects.filter(subject__in=some).delete()
        Suspected.objects.filter(household__in=some).delete()
    forget_parameters_but("")
