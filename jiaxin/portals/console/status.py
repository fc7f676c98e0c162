"""`jiaxin status` — what is in the district, as counts."""

import argparse
import json
import sys


def run(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="jiaxin status", description="Counts of what the district holds.")
    parser.add_argument("--data", default="", help="data folder of the district")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    asked = parser.parse_args(argv)
    from jiaxin.portals.console.district import open_district

    open_district(asked.data)
    from jiaxin.apps.oversight.queries import status

    found = status()
    if asked.json:
        json.dump(found, sys.stdout, ensure_ascii=False)
        print()
    else:
        for name, count in found.items():
            print(f"{name:<18} {count:>12,}")
    return 0
