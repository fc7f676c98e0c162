"""Fifty known people in a district used through a real browser: does one of their values lie anywhere in clear, the browser's own folders included?

    nice python -m tools.bench.canary_browser [--workers 200] [--days 90] [--people 50]

The demo district is built and served by its real processes. In one Chromium, with a profile kept on the disk: people file themselves
by phone with the photo of a certificate; an officer searches, opens, reveals, exports; a company uploads a workbook of which rows are
wrong and takes the returned one; a family complains; wrong addresses and broken forms are answered. Then the same by plain requests
(`canary.used`), a backup, the end of all processes, and the days until uploaded and returned workbooks go.

Everything is searched then: what the processes printed, temporary files of the processes and of the browser, the store with its log,
cards, kept files, the backup, the browser's profile (in UTF-8, UTF-16 and as part of an address) and every answer that was an error.
Two profiles: one of a desk (an officer, a company), one of a phone (people who file themselves, a family). What somebody took along, the files
she downloaded, and her own name and phone that the browser of her own phone will fill in again (WCAG 2.1, 1.3.5 asks that it can) are hers; the
table says how many. Nobody's values are typed as a user name in the browser, which remembers those. Target: 0 hits.
What is compressed inside the profile is not opened. Chromium is taken from the PATH.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

from openpyxl import Workbook
from PIL import Image
from playwright.sync_api import BrowserContext, Page, Response, sync_playwright

from jiaxin.domain.values.identity_number import check_character
from tools.bench import canary, residue, served

_WIDE = {"width": 1280, "height": 900}
_SHORTEST_IN_UTF16 = 3  # letters: two are four bytes, which hundreds of megabytes hold by chance
_NEW = 6  # people who file themselves
_LATER = """
from datetime import timedelta
from jiaxin.portals.console.district import open_district
open_district()
from jiaxin.apps.intake import jobs
from jiaxin.kit import clock
after = clock.now() + timedelta(days=60)
with clock.set_clock(lambda: after):
    print(jobs.forget_old_files())
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workers", type=int, default=200)
    parser.add_argument("--days", type=int, default=90)
    parser.add_argument("--people", type=int, default=50)
    asked = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="canary-"))
    try:
        sys.exit(run(place, asked.workers, asked.days, asked.people))
    finally:
        shutil.rmtree(place, ignore_errors=True)


def run(place: Path, workers: int, days: int, most: int) -> int:
    """How many hits."""
    folder, log, scratch = place / "district", place / "processes.log", place / "tmp"
    desk, phone, of_browser, taken = place / "desk", place / "phone", place / "browser-tmp", place / "taken"
    for one in (folder, of_browser, taken):
        one.mkdir(mode=0o700)
    served.built(folder, workers, days)
    known = [w for w in json.loads((folder / "truth.json").read_text("utf-8"))["workers"] if w["subject"]][: most - _NEW]
    filing = [_somebody(n, known[0]["id_number"][:6]) for n in range(_NEW)]
    people = [*known, *filing]
    words = [w[name].encode() for w in people for name in ("name", "id_number", "phone")]
    broken: list[tuple[str, str]] = []
    walked: list[str] = []
    with served.serving(folder, log, scratch) as (pages, window):
        for profile, walks in ((phone, (_file, _family)), (desk, (_office, _company, _lost))):
            with browsing(profile, of_browser) as context:
                context.on("response", lambda answer: _note(answer, broken))
                for walk in walks:
                    walked += walk(context, pages, window, known, filing, taken)
        failed = canary.used(pages, window, known, folder)
        backup = canary.backed_up(place, folder)
        places = {
            "processes' output": [log],
            "temporary files": residue.files(scratch),
            "store, log of the store, cards, files": residue.files(folder, canary.ASIDE),
            "backup": [backup],
        }
        found = {name: residue.hits(paths, words) for name, paths in places.items()}
    browsers = {"browser's temporary files": of_browser, "profile of the browser on a desk": desk, "profile of the browser on a phone": phone}
    for name, where in browsers.items():
        places[name] = residue.files(where)
        found[name] = residue.hits(places[name], as_browsers_write(words))
    own = {one[name].encode() for one in filing for name in ("name", "phone")}
    hers = [hit for hit in found["profile of the browser on a phone"] if hit[1] in own and hit[0].startswith("Web Data")]
    found["profile of the browser on a phone"] = [hit for hit in found["profile of the browser on a phone"] if hit not in hers]
    kept = len(residue.files(folder / "batches"))
    gone = subprocess.run([sys.executable, "-c", _LATER], cwd=served.ROOT, env=served._environment(folder), check=True, capture_output=True, text=True).stdout.strip()
    places["left after the end and 60 days"] = [*residue.files(scratch), *residue.files(folder, canary.ASIDE)]
    found["left after the end and 60 days"] = residue.hits(places["left after the end and 60 days"], words)
    spoken = [(a.where, word) for a, typed in failed for word in words if word in a.body and word.decode() not in typed]
    spoken += [(where, word) for where, body in broken for word in words if word.decode() in body]
    print(f"{len(people)} people ({_NEW} of them filed themselves in the browser), {len(words)} values")
    print(f"walked in the browser: {'; '.join(walked)}")
    print(f"{'place':<40}{'files':>7}{'hits':>6}")
    for name, paths in places.items():
        print(f"{name:<40}{len(paths):>7}{len(found[name]):>6}")
        for where, count in Counter(where for where, _ in found[name]).items():
            print(f"    {where}: {count}, such as {next(word for place, word in found[name] if place == where)!r}")
    print(f"{'pages that were errors':<40}{len(failed) + len(broken):>7}{len(spoken):>6}")
    for where, word in spoken[:8]:
        print("   ", where, word.decode())
    print(f"uploaded and returned workbooks: {kept} files, of {gone} uploads gone after their days, {len(residue.files(folder / 'batches'))} files left")
    print(f"her own name and phone, in the suggestions of her own phone's browser, not counted: {len({word for _, word in hers})}")
    print(f"taken along by their owners, not counted: {len(residue.files(taken))} files")
    return sum(map(len, found.values())) + len(spoken)


@contextmanager
def browsing(profile: Path, scratch: Path) -> Iterator[BrowserContext]:
    """One browser whose profile stays on the disk, as on an office's machine."""
    with sync_playwright() as play:
        context = play.chromium.launch_persistent_context(
            str(profile), executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu", "--lang=zh-CN"], locale="zh-CN",
            viewport=_WIDE, accept_downloads=True, downloads_path=str(scratch.parent / "taken"), env={"TMPDIR": str(scratch), "HOME": str(scratch), "PATH": "/usr/bin:/bin"},
        )  # fmt: skip
        try:
            yield context
        finally:
            context.close()


def as_browsers_write(words: Sequence[bytes]) -> list[bytes]:
    """Each word as it stands in UTF-8, in an address, and in UTF-16."""
    long = [word.decode() for word in words]
    return [*words, *(quote(one).encode() for one in long if not one.isascii()), *(one.encode("utf-16-le") for one in long if len(one) >= _SHORTEST_IN_UTF16)]


def _note(answer: Response, broken: list[tuple[str, str]]) -> None:
    if answer.status >= 400:
        broken.append((answer.url, answer.text()))


def _press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.locator("main, body").last.get_by_role("button", name=name).first.click()


def _by_phone(page: Page, pages: str, phone: str, role: str) -> None:
    page.goto(f"{pages}/sign-in/phone/")
    page.locator(f"input[name=role][value={role}]").check()
    page.locator("input[name=phone]").fill(phone)
    _press(page, "获取验证码")
    code = served.Visitor(pages).get("/outbox/").text
    digits = next(word for word in code.replace("<", " ").replace(">", " ").replace("：", " ").replace("，", " ").replace("。", " ").split() if word.isdecimal() and len(word) == 6)
    page.locator("input[name=code]").fill(digits)
    with page.expect_navigation():
        page.locator("button[type=submit]").last.click()


def _by_password(page: Page, pages: str, name: str) -> None:
    page.goto(f"{pages}/sign-in/")
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=password]").fill(canary.PASSWORD)
    with page.expect_navigation():
        page.locator("input[name=password]").press("Enter")


def _out(page: Page, pages: str) -> None:
    page.goto(f"{pages}/sign-out/")
    _press(page, "退出")


def _file(context: BrowserContext, pages: str, window: str, known: list[dict[str, str]], filing: list[dict[str, str]], taken: Path) -> list[str]:
    """Filing by phone; the last one goes away half-way, with a draft on the phone."""
    page, filed = context.new_page(), 0
    for number, one in enumerate(filing):
        _by_phone(page, pages, one["phone"], "worker")
        page.goto(f"{pages}/me/file")
        for name in ("name", "id_number", "residence_address"):
            page.locator(f"[name={name}]").fill(one[name])
        page.locator("[name=skill_name]").fill("养老护理员")
        page.get_by_label("保洁", exact=True).check()
        page.locator("[name=certificate]").set_input_files({"name": "证书.jpg", "mimeType": "image/jpeg", "buffer": _photo()})
        page.wait_for_timeout(1_200)  # the draft is kept a moment after the last stroke
        if number == len(filing) - 1:
            break
        page.locator("[name=purpose]").first.check()
        _press(page, "建档")
        if not page.url.endswith("/me/"):
            raise RuntimeError(f"not filed: {page.locator('.jx-error').all_inner_texts()}")
        filed += 1
        _out(page, pages)
    page.close()
    return [f"{filed} filed by phone with the photo of a certificate, 1 left a draft"]


def _somebody(number: int, area: str) -> dict[str, str]:
    """Nobody: the area code of the made-up district, a range of phones that no operator has."""
    digits = f"{area}197501{10 + number}{102 + 2 * number}"
    return {
        "name": "甄仉乜" [number % 3] + "安宁" + "甲乙丙丁戊己"[number], "id_number": digits + check_character(digits),
        "phone": f"154123499{number:02}", "residence_address": f"样例东街道样例路{number}号",
    }  # fmt: skip


def _photo() -> bytes:
    out = BytesIO()
    Image.effect_noise((300, 300), 60).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def _office(context: BrowserContext, pages: str, window: str, known: list[dict[str, str]], filing: list[dict[str, str]], taken: Path) -> list[str]:
    """Search, open, reveal, export."""
    page, revealed = context.new_page(), 0
    context.clear_cookies()
    _by_password(page, pages, "bureau-admin")
    for one in known[:12]:
        page.goto(f"{pages}/office/workers")
        page.locator("input[name=q]").first.fill(one["name"])
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            page.locator("input[name=q]").first.press("Enter")
        page.locator("[role=status]").first.wait_for()
        page.goto(f"{pages}/office/workers/{one['subject']}")
    for one in known[:6]:
        page.goto(f"{pages}/office/workers/{one['subject']}")
        page.get_by_text("显示完整信息").first.click()
        form = page.locator("form[action$='/reveal']").first
        form.locator("select[name=field]").select_option(index=0)
        page.locator("form[action$='/reveal'] [name=purpose]").first.evaluate("(e) => { if (e.tagName == 'SELECT') e.selectedIndex = 1; else e.value = '核对本人身份'; }")
        with page.expect_navigation():
            form.locator("button").last.click()
        revealed += any(one[name] in page.content() for name in ("id_number", "phone"))
    page.goto(f"{pages}/office/workers")
    page.get_by_text("导出 Excel").first.click()
    page.locator("input#purpose").first.fill("季度统计")
    exported = _taken(page, "form[action*='list.xlsx'] button", taken)
    page.close()
    return ["12 searched and opened", f"{revealed} numbers revealed", f"export {exported}"]


def _taken(page: Page, press: str, taken: Path) -> str:
    """What a press hands out; a refusal stands on a page instead."""
    try:
        with page.expect_download(timeout=15_000) as download:
            page.locator(press).first.click()
        download.value.save_as(taken / f"{len(list(taken.iterdir()))}-{download.value.suggested_filename}")
    except Exception as why:  # whatever kept it, the table says that nothing was taken
        return f"refused ({type(why).__name__})"
    return "taken"


def _company(context: BrowserContext, pages: str, window: str, known: list[dict[str, str]], filing: list[dict[str, str]], taken: Path) -> list[str]:
    """A workbook of the planted people, every third row wrong; the returned one is taken."""
    page = context.new_page()
    context.clear_cookies()
    _by_password(page, pages, "company")
    page.goto(f"{pages}/company/upload")
    page.locator("input[name=file]").set_input_files({"name": "花名册.xlsx", "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "buffer": _roster(known)})
    _press(page, "上传并检查")
    returned = "refused (nothing to take)"
    for _ in range(30):
        page.reload()
        if page.get_by_role("link", name="下载退回表").count():
            returned = _taken(page, "a[href*='returned']", taken)
            break
        time.sleep(1)
    page.goto(f"{pages}/company/workers")
    page.close()
    return [f"workbook uploaded, returned workbook {returned}"]


def _roster(known: list[dict[str, str]]) -> bytes:
    book, out = Workbook(), BytesIO()
    sheet = book.active
    sheet.append(["姓名", "身份证号", "手机号", "工种"])
    for number, one in enumerate(known):
        wrong = number % 3 == 0
        sheet.append([one["name"], one["id_number"][:-1] + "？" if wrong else one["id_number"], one["phone"], "保洁"])
    book.save(out)
    return out.getvalue()


def _family(context: BrowserContext, pages: str, window: str, known: list[dict[str, str]], filing: list[dict[str, str]], taken: Path) -> list[str]:
    """A complaint in which her name and number are written out, as angry people do; a public page; an unfit link."""
    page = context.new_page()
    context.clear_cookies()
    one = next(w for w in known if w["confirmed_on"])
    her = served.Visitor(pages)
    her.sign_in_by_phone(one["phone"])
    link = "/c/" + her.get("/me/").text.partition("/c/")[2].partition('"')[0].partition("<")[0]
    _by_phone(page, pages, "16512349901", "household")
    page.goto(f"{pages}/family/cases")
    page.locator("[name=against]").fill(window + link)
    page.locator("[name=topic]").first.evaluate("(e) => { if (e.tagName == 'SELECT') e.selectedIndex = 1; else e.checked = true; }")
    page.locator("[name=text]").fill(f"{one['name']}，电话{one['phone']}，窗户没有擦干净")
    with page.expect_navigation():
        page.locator("form[action$='complain'] button").last.click()
    complained = "/family/cases/" in page.url
    page.goto(window + link)
    page.goto(f"{window}/")
    page.close()
    return [f"complaint {'kept' if complained else 'refused'}"]


def _lost(context: BrowserContext, pages: str, window: str, known: list[dict[str, str]], filing: list[dict[str, str]], taken: Path) -> list[str]:
    """Forms that go wrong with somebody's values in them."""
    page = context.new_page()
    context.clear_cookies()
    one = known[-1]
    page.goto(f"{pages}/sign-in/")
    page.locator("input[name=login]").fill("nobody")
    page.locator("input[name=password]").fill(one["id_number"])
    page.locator("input[name=password]").press("Enter")
    page.wait_for_load_state()
    for path in ("/office/workers", "/nowhere", f"/office/workers/{one['subject']}"):
        page.goto(pages + path)
    page.goto(f"{window}/c/nobodyscode")
    page.close()
    return ["a wrong sign-in and 4 pages that are none"]


if __name__ == "__main__":
    main()
