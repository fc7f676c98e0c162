"""A hundred people are erased: what is left of them in store, log, columns, cards, files and a backup made afterwards?

    nice python -m tools.bench.erasure [--workers 300] [--days 90] [--people 100]

A small district is played, then erased persons are looked for with everything in hand: names, numbers, phones,
codes, their old keys, blind indexes and public pages in clear; and every value sealed about them, with every key
that still exists. Target: nothing, and every proof holds.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.bench import residue

ROOT = Path(__file__).resolve().parents[2]
ASIDE = ("keys", "truth.json", "truth-sheets.json", "demo.json")  # keys lie apart from backups; truths are the demo's own


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workers", type=int, default=300)
    parser.add_argument("--days", type=int, default=90)
    parser.add_argument("--people", type=int, default=100)
    asked = parser.parse_args()
    scratch = Path(tempfile.mkdtemp(prefix="erasure-"))
    try:
        run(scratch, asked.workers, asked.days, asked.people)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def run(scratch: Path, workers: int, days: int, people: int) -> None:
    folder = scratch / "district"
    folder.mkdir(mode=0o700)
    os.environ |= {"JIAXIN_DATA": str(folder), "JIAXIN_DATABASE": ""}
    sealings = build(folder, workers, days)
    from jiaxin.apps.evidence import actions as evidence
    from jiaxin.apps.ledger import segments
    from jiaxin.apps.ledger.queries import checkpoint

    segments.extend(checkpoint().size)
    evidence.publish("facts")
    chosen = choose(people)
    words = {subject: marks_of(subject) for subject in chosen}
    flat = [word for some in words.values() for word in some]
    sealed = [one for one in sealings.speaking_of([w for subject in chosen for w in words[subject][:3]]) if not of_a_namesake(one[2], flat)]
    kept = residue.files(folder, ASIDE)
    before = {place for place, _ in residue.hits(kept, flat)}
    there = residue.boxes(kept)
    print(f"{len(chosen)} of {workers} people; {checkpoint().size:,} entries; before: marks in {len(before)} places,"
          f" {sum(box in there for box, *_ in sealed):,} of {len(sealed):,} sealed values about them")
    erase(chosen)
    backup, restored = backed_up(scratch, folder)
    for name, paths in (("kept", residue.files(folder, ASIDE)), ("backup", [backup]), ("restored from it", residue.files(restored, ASIDE))):
        found, left = residue.hits(paths, flat), residue.boxes(paths)
        alive = living()
        opens = [(owner, text) for box, owner, text in sealed if box in left and owner in alive]
        print(f"{name:<18}{len(paths):>6} files{len(found):>6} in clear{len(opens):>6} by a key that exists")
        for place, word in found[:10]:
            print("   ", place, word[:24])
        for owner, text in opens[:10]:
            print("   ", owner, text.decode(errors="replace")[:200])
    print(f"rows in the columns: {rows_left(chosen)}")
    print(f"proofs: {proofs(folder)}")


def build(folder: Path, workers: int, days: int) -> residue.Sealings:
    from jiaxin.demo import building
    from jiaxin.demo.plan import Plan
    from jiaxin.kit import clock
    from jiaxin.portals.console.district import open_district

    open_district(str(folder))
    sealings = residue.Sealings()
    sealings.watch()
    building.build(folder, Plan(clock.today(), workers, 1, days, max(1, days)), lambda line: print(line, flush=True))
    return sealings


def choose(people: int) -> list[str]:
    from jiaxin.apps.registry import queries as registry
    from jiaxin.apps.rights import erasing

    shown = [s for s, line in registry.file_lines(registry.all_of("worker")).items() if line.confirmed]
    return [one for one in sorted(shown) if not erasing.forbidding(one)][:people]  # whom a matter in hand concerns is frozen first


def marks_of(subject: str) -> list[bytes]:
    """Name, number, phone; then code, indexes, her key wrapped and bare, the public page."""
    from django.conf import settings
    from django.db import connection

    from jiaxin.apps.access import vault
    from jiaxin.apps.publication.cardfile import key_of
    from jiaxin.apps.registry import queries as registry

    person = registry.people([subject])[subject]
    found = residue.words_of(person)
    found += [vault.blind_index("id_number", person.id_number), vault.blind_index("phone", person.phone)]
    if code := registry.codes([subject]).get(subject):
        found += [code.encode(), key_of(code)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT wrapped, kek_id FROM access_key WHERE owner = %s", [subject])
        wrapped, kek = cursor.fetchone()
    from jiaxin.apps.access import keyfiles
    from jiaxin.kit.crypto import Key

    raw = {one.name: Key(one.raw) for one in keyfiles.read(Path(settings.KEYS_FOLDER) / "kek")}[kek].open(bytes(wrapped), b"key of " + subject.encode())
    return [*found, bytes(wrapped), raw, raw.hex().encode()]


def of_a_namesake(text: bytes, words: list[bytes]) -> bool:
    """Whether a sealed value names another identity number: somebody else, who happens to have the name of one of them."""
    return any(number not in words for number in re.findall(rb'"id_number":"(\w+)"', text))


def erase(subjects: list[str]) -> None:
    from jiaxin import pipeline
    from jiaxin.apps.evidence import actions as evidence
    from jiaxin.apps.rights import actions
    from jiaxin.domain.permissions import Actor, Role

    for one in subjects:
        actions.demand_erasure(Actor(f"worker:{one}", Role.WORKER, subject=one, fresh=True), one)
    actions.answer()
    while pipeline.advance():
        pass
    pipeline.follow_codes()
    evidence.publish("facts")
    print(f"erased: {len(set(subjects) - living())} of {len(subjects)}")


def backed_up(scratch: Path, folder: Path) -> tuple[Path, Path]:
    """A backup made by the command, and what comes out of it."""
    from jiaxin.apps.access import ceremony
    from jiaxin.kit import archives
    from jiaxin.kit.crypto import sharing

    private = sharing.joined(ceremony.begin()[:2])
    backup, restored = scratch / "backup.box", scratch / "restored"
    subprocess.run([sys.executable, "-m", "jiaxin", "backup", str(backup), "--data", str(folder)], cwd=ROOT, check=True)
    restored.mkdir()
    archives.unpack(backup, restored, private)
    return backup, restored


def living() -> set[str]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT owner FROM access_key WHERE destroyed_at IS NULL")
        return {row[0] for row in cursor.fetchall()}


def rows_left(subjects: list[str]) -> int:
    """Rows of the columnar segments in which one of them stands under her own id."""
    import pyarrow.parquet as pq

    from jiaxin.apps.ledger import segments

    gone, left = set(subjects), 0
    for path in segments.files():
        table = pq.read_table(path, columns=["subject", "counterparty"])
        left += sum(bool(gone & {a, b}) for a, b in zip(table["subject"].to_pylist(), table["counterparty"].to_pylist(), strict=True))
    return left


def proofs(folder: Path) -> str:
    """The independent verifier over the whole log, entry by entry."""
    from jiaxin.apps.evidence import queries

    (folder.parent / "vkey").write_text("\n".join(queries.vkeys("facts")), "utf-8")
    words = [sys.executable, "-I", "-S", str(ROOT / "tools/verify/jiaxin_verify_log.py"), "log", str(folder / "evidence/facts")]
    words += ["--key", str(folder.parent / "vkey"), "--entries", str(folder / "district.sqlite3")]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return f"exit {done.returncode}, {done.stdout.strip().splitlines()[-1]}"


if __name__ == "__main__":
    main()
