"""What a first visit fetches: the family's page, and a page of somebody who is signed in, compressed as they are sent.

    python -m tools.bench.first_load

A family page is one document and, later, one script; a signed-in page its document, one style sheet, one script, the
icons and the mark. Bars: 60 kB and 350 kB. Sizes in kB of 1000 bytes; documents from the demo's own templates and cards.
"""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # ships no types

DIST = Path(__file__).resolve().parents[2] / "jiaxin/portals/shared/dist"


def main() -> None:
    from jiaxin.portals.console.district import open_district

    with tempfile.TemporaryDirectory() as folder:
        open_district(folder)
        from jiaxin.portals.consumer.portal import Ask, Portal
        from tests.browser import window

        window.build(Path(folder))
        portal, now = Portal(Path(folder)), int(datetime.now(UTC).timestamp())
        script = portal.answer(Ask("GET", "/v.js", accept="br"), now).body
        print(f"{'page':<44} {'document':>9} {'rest':>8} {'whole':>8} {'bar':>6}")
        for label, path in (("card, green", f"/c/{window.CODES['green']}"), ("card, yellow", f"/c/{window.CODES['yellow']}"), ("landing", "/"), ("company", f"/company/{window.FIRM.credit_code}")):
            document = portal.answer(Ask("GET", path, accept="br"), now).body
            large = portal.answer(Ask("GET", path, accept="br", cookies="view=elder"), now).body
            rest = len(script) if path.startswith("/c/") else 0
            _line(f"{label}", len(document), rest, 60)
            _line(f"{label}, old people's view", len(large), rest, 60)
        portal.cards.close()
    shared = {name: len(brotli.compress((DIST / name).read_bytes(), quality=11)) for name in ("jiaxin.css", "jiaxin.js", "icons.svg", "mark.svg")}
    for name, size in shared.items():
        print(f"    {name:<40} {size / 1000:>9.1f}")
    _line("signed in, without the document", 0, sum(shared.values()), 350)


def _line(label: str, document: int, rest: int, bar: int) -> None:
    whole = document + rest
    print(f"{label:<44} {document / 1000:>9.1f} {rest / 1000:>8.1f} {whole / 1000:>8.1f} {bar:>6}{'' if whole <= bar * 1000 else '  OVER'}")


if __name__ == "__main__":
    main()
