"""`jiaxin import FILE --org CODE` — the upload page without a browser: check, show, accept, land."""

import argparse
import json
import sys
from pathlib import Path


def run(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="jiaxin import", description="Import a workbook into the district.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--org", required=True, help="who sends it: organisation code (a company's credit code)")
    parser.add_argument("--kind", default="", help="kind of sheet, where it cannot be told")
    parser.add_argument("--data", default="", help="data folder of the district")
    parser.add_argument("--check-only", action="store_true", help="stop before anything lands")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(argv)
    from jiaxin.portals.console.district import open_district, prepare_district

    open_district(asked.data)
    prepare_district()
    from jiaxin.domain.errors import Refused

    try:
        found = _import(asked.file, asked.org, asked.kind, asked.check_only)
    except Refused as why:
        print(f"{why.said}。{why.do_this}", file=sys.stderr)
        return 2
    if asked.json:
        json.dump(found, sys.stdout, ensure_ascii=False)
        print()
    else:
        for line in found["said"]:
            print(line)
    return 0 if found["state"] in ("checked", "accepted") else 2


def _import(file: Path, organisation: str, kind: str, check_only: bool) -> dict[str, object]:
    from jiaxin import pipeline
    from jiaxin.apps.access.actions import scan
    from jiaxin.apps.access.queries import console_actor
    from jiaxin.apps.intake import actions, queries
    from jiaxin.domain.errors import Refused

    if not file.is_file():
        raise Refused("file.missing", f"找不到文件 {file}", "请核对路径")
    actor = console_actor(organisation)
    data = file.read_bytes()
    scan(file.name, data)
    batch_id, new = actions.receive(actor, file.name, data, kind)
    actions.work(only=batch_id)
    batch = queries.batch(batch_id)
    assert batch is not None
    if not check_only and batch.state == "checked" and batch.good:
        actions.accept(actor, batch_id)
        actions.work(only=batch_id)
        pipeline.advance()
        batch = queries.batch(batch_id)
        assert batch is not None
    said = [
        f"批次 {batch_id}（{'新' if new else '此前已收到同一文件'}）：{batch.state_label}",
        f"行：通过 {batch.good}，退回 {batch.bad}",
        "事实：" + ("、".join(f"{k} {v}" for k, v in batch.facts.items()) or "无"),
    ]
    if batch.said:
        said.append(batch.said)
    return {"batch": batch_id, "new": new, "state": batch.state, "rows": batch.rows, "facts": batch.facts, "said": said}
