"""1,000 random sequences of merges, splits and refused corrections: is the register, with every code, as before after each?

    nice python -m tools.bench.reversible [--sequences 1000] [--seed 1]

Plays what tests/apps/registry/test_merging plays, on a new district of its own: up to eleven steps a sequence over eight
files, five of them with codes; then everything is taken back. Compared to the byte: subjects and aliases, sealed identities,
codes with state, day, reason, seal and place in the status list. In between nobody is lost and nobody holds two codes.
"""

import argparse
import tempfile
import time

from jiaxin.portals.console.district import open_district, prepare_district


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--sequences", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        open_district(folder)
        prepare_district()
        from tests.apps.registry.test_merging import play

        started = time.process_time()
        steps = play(asked.seed, asked.sequences)  # raises where anything differs
        spent = time.process_time() - started
    print(f"held  {asked.sequences:,} sequences, {steps:,} steps: the register and every code exactly as before; {spent:.0f} CPU s")


if __name__ == "__main__":
    main()
