"""试查 — check a file and say what would happen; nothing is kept, neither rows nor the file."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from jiaxin.apps.access.actions import require
from jiaxin.apps.intake.counting import counted
from jiaxin.apps.intake.receiving import JUDGE, learned_headings
from jiaxin.apps.intake.registry_look import Look
from jiaxin.domain.errors import Refused
from jiaxin.domain.findings import Finding, Severity
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.kit import clock
from jiaxin.kit.confined import Confined
from jiaxin.kit.scratch import scratch
from jiaxin.kit.sheets.refusal import Unreadable

MOST_FINDINGS = 2000


@dataclass(slots=True)
class Tried:
    """What checking came to. `findings` holds the first ones; `found` counts them all."""

    kind: str = ""
    rows: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    found: int = 0
    unmapped: list[str] = field(default_factory=list)
    mapping: list[dict[str, Any]] = field(default_factory=list)


def try_file(actor: Actor, filename: str, data: bytes, kind: str = "") -> Tried:
    """Read and judge in the confined child, as receiving would. Raises Refused for what cannot be read."""
    require(actor, Permission.BATCH_RECEIVE, Thing(organisation=actor.organisation))
    if not data:
        raise Refused("file.empty", f"文件“{filename}”是空的", "请确认选对了文件，保存后重新上传")
    tried = Tried(kind)
    look = Look(actor.organisation, tried.mapping)
    with scratch(Path(settings.DATA)) as folder:
        path = folder / "file"
        path.write_bytes(data)
        question = {
            "path": str(path),
            "as_of": clock.today().isoformat(),
            "kind": kind,
            "learned": learned_headings(actor.organisation, kind),
        }
        try:
            with Confined(JUDGE, question) as child:
                for message in counted(child):
                    _hear(tried, message, look)
        except Unreadable as why:
            raise Refused(why.code, why.said, why.do_this) from why
    return tried


def _hear(tried: Tried, message: dict[str, Any], look: Look) -> None:
    if message["is"] == "begin":
        tried.kind = message["kind"]
    elif message["is"] == "sheet":
        tried.mapping.append(message["sheet"])
        tried.unmapped += [column["heading"] for column in message["sheet"]["unmapped"]]
    elif message["is"] == "rows":
        asked = look.at(tried.kind, message["rows"])
        tried.rows.update(row["status"] for row in message["rows"])
        tried.found += len(message["findings"]) + len(asked)
        for sheet, row, column, name, code, severity, said, do_this in message["findings"]:
            if len(tried.findings) < MOST_FINDINGS:
                tried.findings.append(Finding(code, Severity(severity), name, said, do_this, sheet, row, column))
        tried.findings += asked[: MOST_FINDINGS - len(tried.findings)]
