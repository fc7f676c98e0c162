"""检查图片包 — a confined child reads the bundle; here each picture finds its person, or a question about it.

Receiving writes one row and one sealed file; nothing becomes a fact here. Checking can be stopped, killed and repeated.
"""

import base64
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from jiaxin.apps.access.actions import log_read
from jiaxin.apps.access.queries import organisation_kind
from jiaxin.apps.intake import keeping, paper_deciding, paper_files, receiving, twins
from jiaxin.apps.intake.landing import step
from jiaxin.apps.intake.models import Batch, BatchFinding, Paper
from jiaxin.apps.intake.paper_states import PAPERS, PaperState
from jiaxin.apps.intake.states import State
from jiaxin.domain.errors import Refused
from jiaxin.domain.papers.file_names import read_name
from jiaxin.domain.papers.rules import paper_rules
from jiaxin.domain.permissions import Actor, FieldClass
from jiaxin.domain.quality.check import remarks
from jiaxin.domain.quality.same_picture import TWO_PERSONS
from jiaxin.kit import clock
from jiaxin.kit.confined import Confined, load_bounds
from jiaxin.kit.ids import new_id
from jiaxin.kit.picture_bundles import BOUNDS, is_bundle, of_files
from jiaxin.kit.scratch import scratch
from jiaxin.kit.sheets.refusal import Unreadable

READ = "jiaxin.apps.intake.paper_reading:read"
CPU_SECONDS = 600  # of the child: up to five hundred pictures, one after another
SEEN = (FieldClass.BASIC, FieldClass.CONTACT, FieldClass.IDENTITY)
Reading = Callable[[dict[str, Any]], AbstractContextManager[Iterable[dict[str, Any]]]]
MB = 1 << 20
_ROWS = {PaperState.MATCHED: "ok", PaperState.LANDED: "ok", PaperState.WAITING: "ok", PaperState.REFUSED: "error"}


def receive(actor: Actor, files: Sequence[tuple[str, bytes]]) -> tuple[str, bool]:
    """Keep a zip, or several pictures as one. Returns (batch id, whether it is new). Raises Refused."""
    if organisation_kind(actor.organisation) != "company":
        raise Refused("papers.company", "这里只收企业交来的本企业人员的照片和证书", "请由企业账号办理")
    if not files:
        raise Refused("file.none", "没有选择文件", "请选择一个压缩包，或几张图片")
    if sum(len(data) for _, data in files) > BOUNDS.bytes_in:
        raise Refused("file.too-large", f"文件合计超过 {BOUNDS.bytes_in // MB} MB", "请分成几次上传")
    packed = [is_bundle(data) for _, data in files]
    if any(packed) and len(files) > 1:
        raise Refused("papers.mixed", "一次只能上传一个压缩包，或者几张图片", "请把图片放进压缩包，或分两次上传")
    if len(files) > BOUNDS.entries:
        raise Refused("papers.many", f"一次最多 {BOUNDS.entries} 张图片", "请分成几次上传")
    if packed[0] or (len(files) == 1 and files[0][0].lower().endswith((".zip", ".rar", ".7z"))):
        name, data = files[0]  # what is no zip, whatever it is called, is refused in its own words when it is read
        return receiving.receive(actor, name, data, kind=PAPERS)
    with scratch(Path(settings.DATA)) as folder:
        of_files(list(files), folder / "bundle")
        return receiving.receive(actor, f"{len(files)} 张图片", (folder / "bundle").read_bytes(), kind=PAPERS)


def in_a_child(question: dict[str, Any]) -> AbstractContextManager[Iterable[dict[str, Any]]]:
    """A limited process of its own, as every file from outside must be read."""
    return Confined(READ, question, replace(load_bounds(), cpu_seconds=CPU_SECONDS))


def check(batch: Batch, steps: Callable[[str], None] | None = None, reading: Reading = in_a_child) -> None:
    receiving.begin(batch)
    Paper.objects.filter(batch=batch.id).delete()
    paper_files.forget_all(batch.id)
    desk = paper_deciding.desk_of(batch.organisation, paper_rules(clock.today()))
    log_read(replace(Actor.job("papers"), organisation=batch.organisation), [one.subject for one in desk.people], SEEN, "按文件名比对企业交来的照片和证书", batch.id)
    tally: Counter[str] = Counter()
    try:
        with keeping.on_disk(batch.id) as path:
            if path is None:
                raise Unreadable("file.gone", "原文件已按期删除", "请重新上传")
            with reading({"path": str(path)}) as messages:
                for message in messages:
                    if message["is"] == "begin":
                        batch.rows_expected = message["of"]
                        continue
                    tally[_keep(batch, desk, message)] += 1
                    step(steps, "papers.one")
                    if receiving.cancelled(batch):
                        paper_files.forget_all(batch.id)
                        return
    except Unreadable as why:
        Paper.objects.filter(batch=batch.id).delete()
        paper_files.forget_all(batch.id)
        receiving.fail(batch, f"{why.said}。{why.do_this}")
        return
    batch.counts = {"rows": dict(tally)}
    batch.state = State.CHECKED
    if not receiving.save_unless_cancelled(batch):
        paper_files.forget_all(batch.id)
        return
    step(steps, "papers.checked")


def in_words_of_rows(papers: Iterable[str]) -> Counter[str]:
    """States of pictures as a batch counts its rows: ready, sent back, waiting for an answer."""
    return Counter(_ROWS.get(PaperState(state), state) for state in papers)


def found_twice(batch: Batch, number: int) -> None:
    """The finding: for whoever looks at the batch, and nothing follows from it by itself."""
    said = remarks()[TWO_PERSONS]
    BatchFinding.objects.get_or_create(
        batch=batch.id, sheet="", row=number, code=TWO_PERSONS,
        defaults={"column_letter": "", "field": "photo_file", "severity": said.severity.value, "said": said.said, "do_this": said.do_this},
    )  # fmt: skip


def _keep(batch: Batch, desk: paper_deciding.Desk, message: dict[str, Any]) -> str:
    """Returns the word under which the batch counts it."""
    batch.rows_seen += 1
    number = batch.rows_seen
    paper = Paper(
        id=new_id(), batch=batch.id, organisation=batch.organisation, number=number, state=PaperState.REFUSED, why=message["refused"],
        name=paper_files.sealed_name(batch.id, message["name"]), made_at=clock.now(),
    )  # fmt: skip
    if not message["refused"]:
        pictures = {name: base64.b64decode(message[name]) for name in ("whole", "preview", "likeness", "exact")}
        paper.likeness, paper.exact = pictures["likeness"], twins.marked(pictures["exact"])
        paper_deciding.read(desk, paper, read_name(message["name"], desk.rules))
        if paper.state != PaperState.REFUSED:
            paper_files.keep(batch.id, number, paper_files.WHOLE, pictures["whole"])
        if paper.state == PaperState.ASKED:
            paper_files.keep(batch.id, number, paper_files.PREVIEW, pictures["preview"])
        if paper.subject and paper.state != PaperState.REFUSED:
            desk.twins.add(paper.subject, paper.kind, paper.likeness, paper.exact)
    with transaction.atomic():
        paper.save(force_insert=True)
        if paper.why == "same":
            found_twice(batch, number)
        Batch.objects.filter(id=batch.id).update(rows_seen=number, rows_expected=batch.rows_expected)
    return next(iter(in_words_of_rows([paper.state])))
