"""Server CPU of one look-up, beside the least anybody could spend and beside a usual Django view.

    python -m tools.bench.lookup [--sizes 30000 1000000] [--requests 20000] [--rounds 3]

Compared in one run, rounds interleaved, medians: a granian ASGI app that sends the same bytes and
headers; our portal (RSGI) at each size; our portal behind ASGI; the same page from a Django view with
ORM, template and the usual middleware. Bars: ours ≤ 1.6 × the constant app, Django ≥ 8 × ours, growth ≤ 1.2 ×.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from contextlib import AbstractContextManager, ExitStack
from datetime import date
from pathlib import Path
from statistics import median

from tools.bench import many_cards
from tools.bench.serving import ROOT, Server, fetch, granian, load

SKIP = {"date", "server", "content-length", "transfer-encoding"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[30_000, 1_000_000])
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    today = date.today()  # noqa: DTZ011 - the servers look at the real clock
    with tempfile.TemporaryDirectory(prefix="jiaxin-lookup-") as folder, ExitStack() as stack:
        servers, paths = _start(Path(folder), given.sizes, today, stack)
        costs: dict[str, list[float]] = {name: [] for name in servers}
        for name, server in servers.items():
            load(server.port, paths[name], 2_000)
        for _ in range(given.rounds):
            for name, server in servers.items():
                count = given.requests if name != "django" else given.requests // 4
                before = server.cpu_seconds()
                load(server.port, paths[name], count)
                costs[name].append((server.cpu_seconds() - before) / count * 1e6)
        _report({name: median(found) for name, found in costs.items()}, costs, given.sizes)


def _start(
    folder: Path, sizes: list[int], today: date, stack: ExitStack
) -> tuple[dict[str, Server], dict[str, list[str]]]:
    servers: dict[str, Server] = {}
    paths: dict[str, list[str]] = {}
    chance = random.Random(1)
    for size in sizes:
        data = folder / f"cards-{size}"
        length = many_cards.build(data, size, today)
        print(f"card file of {size:,}: {length / 1e6:,.0f} MB, {length // size} bytes a card", flush=True)
        servers[f"ours {size}"] = stack.enter_context(
            granian("jiaxin.portals.consumer.app:app", "rsgi", JIAXIN_DATA=str(data))
        )
        paths[f"ours {size}"] = [f"/c/{many_cards.code(chance.randrange(size))}" for _ in range(20_000)]
    smallest, data = paths[f"ours {sizes[0]}"], folder / f"cards-{sizes[0]}"
    servers["ours asgi"] = stack.enter_context(
        granian("tools.bench.peers.window_asgi:app", "asgi", JIAXIN_DATA=str(data))
    )
    paths["ours asgi"] = smallest
    servers["constant"] = stack.enter_context(_constant(folder, servers[f"ours {sizes[0]}"], smallest[0]))
    paths["constant"] = smallest
    fill = [sys.executable, "-m", "tools.bench.peers.django_card.filling", str(sizes[0]), today.isoformat()]
    subprocess.run(fill, cwd=ROOT, check=True, env=os.environ | {"PEER_DATA": str(folder)})
    servers["django"] = stack.enter_context(
        granian("tools.bench.peers.django_card.wsgi:application", "wsgi", PEER_DATA=str(folder))
    )
    paths["django"] = smallest
    status, _, body = fetch(servers["django"].port, smallest[0])
    assert status == 200 and "核验了什么".encode() in body, "the Django page did not come"
    return servers, paths


def _constant(folder: Path, ours: Server, path: str) -> AbstractContextManager[Server]:
    """The constant app is given what our portal really sends for one card."""
    status, headers, body = fetch(ours.port, path)
    assert status == 200
    kept = [*(h for h in headers if h[0] not in SKIP), ("content-length", str(len(body)))]
    lines = b"\n".join(json.dumps(header).encode() for header in kept)
    (folder / "answer").write_bytes(lines + b"\n\n" + body)
    return granian("tools.bench.peers.constant:app", "asgi", PEER_ANSWER=str(folder / "answer"))


def _report(found: dict[str, float], costs: dict[str, list[float]], sizes: list[int]) -> None:
    floor, first, last = found["constant"], found[f"ours {sizes[0]}"], found[f"ours {sizes[-1]}"]
    print(f"{'server':16}{'µs a look-up':>14}{'to constant':>13}   rounds")
    for name, value in found.items():
        rounds = " ".join(f"{v:.1f}" for v in costs[name])
        print(f"{name:16}{value:14.1f}{value / floor:12.2f}×   {rounds}")
    bars = [
        ("ours to the constant app", first / floor, "≤", 1.6),
        ("Django to ours", found["django"] / first, "≥", 8.0),
        (f"{sizes[-1]:,} to {sizes[0]:,} cards", last / first, "≤", 1.2),
    ]
    held = True
    for label, value, sign, bar in bars:
        good = value <= bar if sign == "≤" else value >= bar
        held &= good
        print(f"{'held' if good else 'MISSED':7}{label}: {value:.2f} (bar {sign} {bar})")
    sys.exit(0 if held else 1)


if __name__ == "__main__":
    assert shutil.disk_usage(tempfile.gettempdir()).free > 12e9, "needs 12 GB of temporary space"
    main()
