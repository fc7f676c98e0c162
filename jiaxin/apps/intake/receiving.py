"""接收与检查 — a file arrives, is hashed and sealed; a confined child reads and judges it.

Receiving writes one row and one sealed file; nothing becomes a fact here. Checking is a job: it can
be stopped, killed and repeated, and always begins anew, because it changes nothing but its own
chunks and findings.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import transaction

from jiaxin.apps.access.actions import require
from jiaxin.apps.intake import keeping, waiting, whose
from jiaxin.apps.intake.counting import counted
from jiaxin.apps.intake.landing import step
from jiaxin.apps.intake.models import Batch, BatchFinding, LearnedHeading
from jiaxin.apps.intake.registry_look import Look, as_row
from jiaxin.apps.intake.states import State
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel
from jiaxin.domain.permissions import Actor, Permission
from jiaxin.domain.quality.in_the_registry import NAMED_ELSEWHERE
from jiaxin.domain.sheets.headings import bare
from jiaxin.kit import clock
from jiaxin.kit.bulk import insert_many
from jiaxin.kit.confined import Confined
from jiaxin.kit.ids import new_id
from jiaxin.kit.sheets.refusal import Unreadable

JUDGE = "jiaxin.apps.intake.judging:judge"
Messages = Iterable[dict[str, Any]]
Judging = Callable[[dict[str, Any]], AbstractContextManager[Messages]]  # asked as `judging.judge` is
# why a roster does not name everybody: only rows that were sent back, or sheets of people were passed over
SENT_BACK, PASSED_OVER = "returned", "sheets"
PEOPLED_SHEETS = frozenset({"sheet-hidden", "sheet-no-heading"})
FINDING_COLUMNS = {
    "batch": "varchar",
    "sheet": "varchar",
    "row": "int4",
    "column_letter": "varchar",
    "field": "varchar",
    "code": "varchar",
    "severity": "varchar",
    "said": "varchar",
    "do_this": "varchar",
}


def receive(
    actor: Actor, filename: str, data: bytes, kind: str = "", channel: Channel = Channel.SHEET, organisation: str = ""
) -> tuple[str, bool]:
    """Keep a file. Returns (batch id, whether it is new): the same bytes from the same sender are the same batch."""
    organisation = organisation or actor.organisation
    require(actor, Permission.BATCH_RECEIVE, whose.batch_of(organisation))
    if not data:
        raise Refused("file.empty", f"文件“{filename}”是空的", "请确认选对了文件，保存后重新上传")
    digest = sha256(data).hexdigest()
    same = Batch.objects.filter(organisation=organisation, file_sha256=digest)
    earlier = same.exclude(state__in=(State.FAILED, State.CANCELLED, State.UNDONE)).order_by("-made_at").first()
    if earlier is not None:
        return earlier.id, False
    batch = Batch(
        id=new_id(),
        sheet_kind=kind,
        organisation=organisation,
        channel=channel.value,
        actor=actor.id,
        filename=Path(filename).name[:200],
        file_sha256=digest,
        file_bytes=len(data),
        as_of=clock.today(),
        state=State.RECEIVED,
        made_at=clock.now(),
    )
    keeping.keep(batch.id, "file", data)
    batch.save(force_insert=True)
    return batch.id, True


def in_a_child(question: dict[str, Any]) -> AbstractContextManager[Messages]:
    """A limited process of its own, as every file from outside must be read."""
    return Confined(JUDGE, question)


def check(batch: Batch, steps: Callable[[str], None] | None = None, judging: Judging = in_a_child) -> None:
    """Read and judge a batch; findings and judged rows are kept."""
    begin(batch)
    spool = keeping.RowSpool(batch.id)
    tally: Counter[str] = Counter()
    mapping: list[dict[str, Any]] = []
    look = Look(batch.organisation, mapping)
    partial = ""
    try:
        with keeping.on_disk(batch.id) as path:
            if path is None:
                raise Unreadable("file.gone", "原文件已按期删除", "请重新上传")
            with judging(_question(batch, path)) as messages:
                for message in counted(messages):
                    if message["is"] == "rows":
                        partial = partial or (PASSED_OVER if any(f[4] in PEOPLED_SHEETS for f in message["findings"]) else "")
                        _keep_rows(batch, spool, message, tally, look)
                        step(steps, "check.rows")
                        if cancelled(batch):
                            return
                    elif message["is"] == "begin":
                        batch.sheet_kind = message["kind"]
                        partial = SENT_BACK if message.get("returned") else ""
                    elif message["is"] == "sheet":
                        mapping.append(message["sheet"])
    except Unreadable as why:
        fail(batch, f"{why.said}。{why.do_this}", why.code)
        return
    finally:
        spool.close()
    step(steps, "check.read")
    batch.mapping, batch.chunks = mapping, spool.count
    batch.counts = {"rows": dict(tally), "partial": partial}
    batch.state = State.CHECKED
    if not save_unless_cancelled(batch):
        return
    step(steps, "check.done")


def begin(batch: Batch) -> None:
    BatchFinding.objects.filter(batch=batch.id).delete()
    waiting.forget(batch.id)
    batch.state, batch.started_at = State.CHECKING, clock.now()
    batch.rows_seen, batch.cursor, batch.counts, batch.said = 0, 0, {}, ""
    batch.save()


def _question(batch: Batch, path: Path) -> dict[str, Any]:
    return {
        "path": str(path),
        "as_of": batch.as_of.isoformat(),
        "kind": batch.sheet_kind,
        "learned": learned_headings(batch.organisation, batch.sheet_kind),
    }


def learned_headings(organisation: str, sheet_kind: str) -> dict[str, str]:
    """What an organisation's own headings mean; of every kind of sheet where the kind is not known."""
    learned = LearnedHeading.objects.filter(organisation=organisation)
    if sheet_kind:
        learned = learned.filter(sheet_kind=sheet_kind)
    return {bare(heading)[0]: field for heading, field in learned.values_list("heading", "field")}


def _keep_rows(
    batch: Batch, spool: keeping.RowSpool, message: dict[str, Any], tally: Counter[str], look: Look
) -> None:
    rows = message["rows"]
    batch.rows_expected = message["of"]
    with transaction.atomic():
        findings = look.at(batch.sheet_kind, rows)
        met = waiting.enter(batch, look.fresh)
        asked = {(one.sheet, one.row) for one in met}
        findings += [look.ask(row, NAMED_ELSEWHERE) for row, _ in look.fresh if (row["sheet"], row["row"]) in asked]
        found = [(batch.id, *finding) for finding in (*message["findings"], *map(as_row, findings))]
        if found:
            insert_many("intake_finding", FINDING_COLUMNS, found)
        batch.rows_seen += len(rows)
        Batch.objects.filter(id=batch.id).update(rows_seen=batch.rows_seen, rows_expected=batch.rows_expected)
    waiting.tell(met)
    spool.add(rows, message["facts"])
    tally.update(row["status"] for row in rows)


def save_unless_cancelled(batch: Batch) -> bool:
    """A cancellation that came while the last rows were read must not be overwritten."""
    with transaction.atomic():
        if not Batch.objects.select_for_update().filter(id=batch.id, state=State.CHECKING).exists():
            return False
        if "rows" in batch.counts:
            batch.counts = batch.counts | {"rows": waiting.moved(batch.counts["rows"], waiting.told_meanwhile(batch))}
        batch.save()
    return True


def cancelled(batch: Batch) -> bool:
    return Batch.objects.filter(id=batch.id, state=State.CANCELLED).exists()


def fail(batch: Batch, said: str, code: str = "") -> None:
    """`code`: why the file could not be read; empty for a fault of ours."""
    BatchFinding.objects.filter(batch=batch.id).delete()
    waiting.forget(batch.id)
    batch.state, batch.said, batch.counts = State.FAILED, said[:400], {"refused": code}
    save_unless_cancelled(batch)
