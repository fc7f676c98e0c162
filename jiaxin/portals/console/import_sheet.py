"""`jiaxin import FILE --org CODE` — the upload page without a browser: check, show, accept, land."""

import json
import sys
from pathlib import Path

from jiaxin.domain.errors import Refused
from jiaxin.portals.console.arguments import Parser, a_file


def run(argv: list[str]) -> int:
    parser = Parser(prog="jiaxin import", description="导入一份表格：检查、显示结果、入库")
    parser.add_argument("file", type=Path, metavar="FILE", help="表格文件")
    parser.add_argument("--org", required=True, metavar="CODE", help="谁报送的：机构编号或统一社会信用代码")
    parser.add_argument("--kind", default="", help="表的种类，例如 worker-roster；认不出时才需要")
    parser.add_argument("--data", default="", metavar="DIR", help="本区的数据文件夹")
    parser.add_argument("--check-only", action="store_true", help="只检查，不入库")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    asked = parser.parse_args(argv)
    from jiaxin.portals.console.district import open_kept, prepare_district

    try:
        a_file(asked.file)
        open_kept(asked.data)
        prepare_district()
        found = _import(asked.file, asked.org, asked.kind, asked.check_only)
    except Refused as why:
        print(why.said, why.do_this, sep="\n", file=sys.stderr)
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
