"""Fifty known people in a district that is served and used: does one of their values lie anywhere in clear?

    nice python -m tools.bench.canary [--workers 200] [--days 90] [--people 50]

A demo district is built and served by its real processes. Officers search these people, open files, reveal numbers,
export; a company uploads a roster with them, whole and broken; wrong addresses, broken forms and refused pages are
asked for with their names and numbers in them. Then everything is searched: what the processes printed, temporary files, every answer
that was an error, the store with its log, cards, kept files and a backup. Target: 0. At the end one of them stops being shown:
how long until the public page says so? Target: 60 s.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tools.bench import residue, served
from tools.bench.served import Answer, Visitor

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "demo-only-2026"
ASIDE = ("keys", "truth.json", "truth-sheets.json", "demo.json", "样例花名册.xlsx")  # what the demo lays out for its visitors


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workers", type=int, default=200)
    parser.add_argument("--days", type=int, default=90)
    parser.add_argument("--people", type=int, default=50)
    asked = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="canary-"))
    try:
        run(place, asked.workers, asked.days, asked.people)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def run(place: Path, workers: int, days: int, most: int) -> None:
    folder, log, scratch = place / "district", place / "processes.log", place / "tmp"
    folder.mkdir(mode=0o700)
    served.built(folder, workers, days)
    people = [w for w in json.loads((folder / "truth.json").read_text("utf-8"))["workers"] if w["subject"]][:most]
    words = [w[name].encode() for w in people for name in ("name", "id_number", "phone")]
    with served.serving(folder, log, scratch) as (pages, window):
        failed = used(pages, window, people, folder)
        took = withdrawn(pages, window, people)
        backup = backed_up(place, folder)
        places = {
            "processes' output": [log],
            "temporary files": residue.files(scratch),
            "store, cards, files": residue.files(folder, ASIDE),
            "backup": [backup],
        }
        found = {name: residue.hits(paths, words) for name, paths in places.items()}
    places["left after the end"] = [*residue.files(scratch), *residue.files(folder, ASIDE)]
    found["left after the end"] = residue.hits(places["left after the end"], words)
    print(f"{len(people)} people, {len(words)} values")
    print(f"{'place':<22}{'files':>7}{'hits':>6}")
    for name, paths in places.items():
        print(f"{name:<22}{len(paths):>7}{len(found[name]):>6}")
        for where, word in found[name][:5]:
            print("   ", where, word.decode())
    spoken = [(a.status, a.where, word) for a, typed in failed for word in words if word in a.body and word.decode() not in typed]
    print(f"{'error pages':<22}{len(failed):>7}{len(spoken):>6}")
    print(f"from her withdrawal until the public page says so: {took:.1f} s")


def used(pages: str, window: str, people: list[dict[str, str]], folder: Path) -> list[tuple[Answer, str]]:
    """A day's work, and what goes wrong on it. Returns the answers that were errors, each with what was typed into it."""
    failed: list[tuple[Answer, str]] = []

    def note(answer: Answer, typed: str = "") -> Answer:
        if answer.status >= 400:
            failed.append((answer, typed))
        return answer

    clerk = Visitor(pages)
    clerk.sign_in("bureau-admin", PASSWORD)
    for one in people[:20]:
        note(clerk.post("/office/workers", "/office/workers", {"q": one["name"]}))
        note(clerk.post("/office/workers", "/office/workers", {"q": one["id_number"]}))
        note(clerk.get(f"/office/workers/{one['subject']}"))
    for one in people[:8]:
        for field in ("name", "phone", "id_number"):
            at = f"/office/workers/{one['subject']}"
            note(clerk.post(f"{at}/reveal", at, {"field": field, "purpose": "核对本人身份"}))
    note(clerk.post("/office/workers/list.xlsx", "/office/workers", {"purpose": "季度统计"}))
    for one in people[20:30]:  # names and numbers where none belongs
        note(clerk.get(f"/office/workers/{one['id_number']}"))
        note(clerk.get(f"/office/workers/{one['name']}"))
        note(clerk.get(f"/office/{one['phone']}?state={one['name']}"))
        note(clerk.post(f"/office/workers/{one['id_number']}/reveal", "/office/workers", {"field": one["name"], "purpose": one["phone"]}))
        note(Visitor(window).get(f"/c/{one['id_number']}"))
        note(Visitor(window).get(f"/{one['name']}?q={one['phone']}"))
    company = Visitor(pages)
    company.sign_in("company", PASSWORD)
    roster = (folder / "样例花名册.xlsx").read_bytes()
    typed = "\n".join(f"{w['name']},{w['id_number']},{w['phone']}" for w in people).encode()
    for name, data in (("roster.xlsx", roster), ("half.xlsx", roster[: len(roster) // 2]), ("list.csv", typed), ("list.bin", typed)):
        note(company.post("/company/upload", "/company/upload", {}, (name, data)))
    for one in people[:5]:
        note(company.get(f"/company/workers/{one['subject']}"))
        note(company.get(f"/office/workers/{one['subject']}"))
    for one in people[30:33]:
        Visitor(pages).sign_in_by_phone(one["phone"])
    for one in people[33:39]:
        note(Visitor(pages).post("/sign-in/", "/sign-in/", {"login": one["name"], "password": one["id_number"]}))
    time.sleep(5)  # the job process reads what was uploaded
    return failed


def withdrawn(pages: str, window: str, people: list[dict[str, str]]) -> float:
    """Seconds from her tap to the page a family sees."""
    for one in people:
        if not one["confirmed_on"]:
            continue
        her = Visitor(pages)
        her.sign_in_by_phone(one["phone"])
        home = her.get("/me/")
        code = re.search(r"/c/[A-Za-z0-9_-]+", home.text)
        if code is None:
            continue
        page = window + code.group()
        if "本人已停止展示" in Visitor(window).get(page).text:
            continue
        began = time.monotonic()
        her.post("/me/showing/stop", "/me/", {})
        while "本人已停止展示" not in Visitor(window).get(page).text:
            if time.monotonic() - began > 120:
                return float("inf")
            time.sleep(0.1)
        return time.monotonic() - began
    raise RuntimeError("nobody among them is shown")


def backed_up(place: Path, folder: Path) -> Path:
    backup = place / "backup.box"
    for words in (["keys", "ceremony", "--data", str(folder)], ["backup", str(backup), "--data", str(folder)]):
        subprocess.run([sys.executable, "-m", "jiaxin", *words], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return backup


if __name__ == "__main__":
    main()
