"""Digests of a thousand invented assessments for each scoring rule pack, kept so that every later build must make them.

    python -m tools.write_scores            adds the file of a new pack; a file that is there is never written again
    python -m tools.write_scores --check    compares
"""

import sys

from tests.golden import scores


def main() -> int:
    failed = 0
    for version in scores.versions():
        path = scores.file_of(version)
        if path.exists():
            kept, now = path.read_text("utf-8").splitlines(), scores.made(version)
            different = [n for n, (a, b) in enumerate(zip(kept, now, strict=False)) if a != b]
            if different or len(kept) != len(now):
                print(f"{version}: {len(different)} of {len(kept)} assessments came out differently; add a new version")
                failed = 1
        elif "--check" in sys.argv:
            print(f"{version}: no digests are kept; run python -m tools.write_scores")
            failed = 1
        else:
            path.write_text("\n".join(scores.made(version)) + "\n", "utf-8")
            print(f"{path.name} added")
    return failed


if __name__ == "__main__":
    sys.exit(main())
