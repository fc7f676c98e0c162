"""真相 — what the system is never told, kept beside the data: quality, identities, mistakes, liars.

    truth.json          plan, companies, workers (with the subject ids the system gave them), bought and invented orders, the season of look-ups, the matters played
    truth-sheets.json   per batch: file, sender, day, whom each row is truly about, what was planted in it

Never inside the system, never read by it: a yardstick for scores, linkage and detection.
"""

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from jiaxin.demo.district import District
from jiaxin.demo.preparing import Sheet

FILE, SHEETS = "truth.json", "truth-sheets.json"


@dataclass(slots=True)
class Kept:
    """Gathered while playing."""

    subjects: dict[int, str] = field(default_factory=dict)  # worker → subject
    confirmed_on: dict[int, date] = field(default_factory=dict)
    sheets: list[dict[str, Any]] = field(default_factory=list)
    stories: list[dict[str, object]] = field(default_factory=list)  # matters played: which story, which case, about whom, what was true
    lent_photos: list[int] = field(default_factory=list)  # workers whose photo is the one their company hands out
    season: dict[str, float] = field(default_factory=dict)  # of look-ups: families, entries, who asked first, hours, content

    def sent(self, batch: str, sender: str, day: date, sheet: Sheet, undone: bool) -> None:
        self.sheets.append(
            {
                "batch": batch,
                "file": sheet.filename,
                "kind": sheet.kind,
                "sender": sender,
                "day": day.isoformat(),
                "undone": undone,
                "sheet": sheet.sheet,
                "rows": [[r.row, r.about] for r in sheet.rows if r.about is not None],
                "mistakes": [[r.row, field_, code] for r in sheet.rows for field_, code in r.mistakes],
            }
        )


def write(folder: Path, district: District, kept: Kept) -> None:
    """Both files, readable by their owner only."""
    plan = district.plan
    whole = {
        "plan": {"workers": plan.workers, "seed": plan.seed, "days": plan.days, "as_of": plan.as_of.isoformat()},
        "companies": [
            {"name": c.name, "code": c.code, "size": c.size, "honest": c.honest, "bought_from": list(c.bought_from)}
            for c in district.companies
        ],
        "workers": [
            {
                "number": w.number,
                "subject": kept.subjects.get(w.number, ""),
                "name": w.name,
                "id_number": w.id_number,
                "phone": w.phone,
                "quality": w.quality,
                "company": w.company,
                "second_company": w.second_company,
                "second_name": w.former,
                "filed": w.filed,
                "confirms": w.way,
                "confirmed_on": on.isoformat() if (on := kept.confirmed_on.get(w.number)) else "",
            }
            for w in district.workers
        ],
        "lookups": kept.season,
        "stories": kept.stories,
        "bought_orders": [o.number for o in district.orders if o.stars is not None and not o.stars.honest],
        "invented_orders": [o.number for o in district.orders if o.invented],
        "lent_photos": kept.lent_photos,
        "unjust_complaints": [o.complaint.number for o in district.orders if o.complaint and not o.complaint.just],
    }
    for name, content in ((FILE, whole), (SHEETS, kept.sheets)):
        path = folder / name
        path.touch(mode=0o600)
        path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), "utf-8")
