"""How much of a star application the record fills, over every company of a district that was built before.

    python -m jiaxin demo --workers 2000 --no-serve --data FOLDER
    python -m tools.bench.star_prefill --data FOLDER
"""

import argparse
import time


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--data", required=True)
    chosen = asked.parse_args()
    from jiaxin.portals.console.district import open_district

    open_district(chosen.data)
    from jiaxin.apps.governance import queries as governance
    from jiaxin.apps.registry import queries as registry
    from jiaxin.domain.stars.application import share

    started, shares, empty = time.process_time(), [], dict[str, int]()
    for subject in registry.companies():
        items = governance.star_application(subject)
        shares.append(share(items))
        for one in items:
            if not one.value:
                empty[one.label] = empty.get(one.label, 0) + 1
    shares.sort()
    count = len(shares)
    print(f"companies {count}, items {len(items)}")
    print(f"filled from the record: mean {sum(shares) / count / 10:.1f} %, least {shares[0] / 10:.1f} %, median {shares[count // 2] / 10:.1f} %")
    print(f"at 80 % or more: {sum(s >= 800 for s in shares)} of {count}")
    print("asked most often: " + "、".join(f"{label} {n}" for label, n in sorted(empty.items(), key=lambda one: -one[1])[:6]))
    print(f"CPU seconds: {time.process_time() - started:.1f}")


if __name__ == "__main__":
    main()
