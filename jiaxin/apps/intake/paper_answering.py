"""指认 — the company says whose a doubtful picture is and what it shows, or that it is not to be used."""

from django.db import transaction

from jiaxin.apps.access.actions import log_read, require
from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.intake import paper_checking, paper_deciding, paper_files, paper_landing, whose
from jiaxin.apps.intake.models import Batch, Paper
from jiaxin.apps.intake.paper_states import PaperState
from jiaxin.apps.intake.states import State
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.papers.file_names import read_name
from jiaxin.domain.papers.rules import paper_rules
from jiaxin.domain.permissions import Actor, Permission
from jiaxin.domain.values.text import narrow, squeeze
from jiaxin.kit import clock


def answer(actor: Actor, paper_id: str, subject: str = "", number: str = "", kind: str = "", record: str = "") -> PaperState:
    """`subject`: one of the candidates, or `number`: the full identity number of another of its people. Returns its state now."""
    paper = _asked(actor, paper_id)
    rules = paper_rules(clock.today())
    with transaction.atomic():
        batch, paper = _locked(paper)
        paper.subject = _meant(actor, batch, paper, subject, number)
        paper.kind = kind if kind in rules.kinds else paper.kind
        if not paper.kind:
            raise Refused("paper.kind", "没有选择这是哪一类图片", "请选择照片、健康证或技能证书")
        paper.record, paper.sure = record[:32], True
        (name,) = paper_files.opened_names(batch.id, [bytes(paper.name)])
        with beyond("与全区图片比对，只看是否相同"):
            desk = paper_deciding.desk_of(batch.organisation, rules)
            if paper_deciding.settle(desk, paper, read_name(name, rules)):
                paper_checking.found_twice(batch, paper.number)
            if paper.state == PaperState.MATCHED and batch.state == State.ACCEPTED:
                paper_landing.land(batch, paper, desk.twins)
        paper.save()
        _count(batch)
    paper_landing.forget_landed(paper)
    return PaperState(paper.state)


def leave_out(actor: Actor, paper_id: str) -> None:
    """Not to be used: the picture is gone at once."""
    paper = _asked(actor, paper_id)
    with transaction.atomic():
        batch, paper = _locked(paper)
        paper_deciding.refuse(paper, "unused")
        paper.subject, paper.candidates = "", []
        paper.save()
        _count(batch)
    paper_landing.forget_landed(paper)


def look_again(actor: Actor) -> int:
    """Certificates that wait for a record: is there one now?"""
    require(actor, Permission.BATCH_ACCEPT, whose.batch_of(actor.organisation))
    return paper_landing.bind_waiting(actor.organisation)


def _asked(actor: Actor, paper_id: str) -> Paper:
    """Of its own organisation alone: no office says for a company whose picture it is."""
    paper = Paper.objects.filter(id=paper_id).first()
    require(actor, Permission.BATCH_ACCEPT, whose.batch_of(paper.organisation if paper else "-"))
    if paper is None or paper.organisation != actor.organisation:
        raise Refused("access.absent", "没有找到这张图片。", "请从批次页面进入。")
    return paper


def _locked(paper: Paper) -> tuple[Batch, Paper]:
    batch = Batch.objects.select_for_update().get(id=paper.batch)
    paper = Paper.objects.get(id=paper.id)
    if paper.state != PaperState.ASKED:
        raise Refused("paper.answered", "这张图片已经处理过", "请刷新页面查看")
    if batch.state not in (State.CHECKED, State.ACCEPTED):
        raise Refused("paper.busy", "这个批次正在处理", "请等处理完成后再指认")
    return batch, paper


def _meant(actor: Actor, batch: Batch, paper: Paper, subject: str, number: str) -> str:
    if typed := squeeze(narrow(number)).upper():
        subject = registry.by_id_numbers([typed]).get(typed, "")
        line = registry.file_lines([subject]).get(subject)
        if line is None or line.company != batch.organisation or line.withdrawn:
            raise Refused("paper.stranger", "本企业在册人员里没有这个身份证号", "请核对号码；新来的人员请先用名册建档")
    elif subject not in paper.candidates:
        raise Refused("paper.nobody", "没有选择是谁的", "请选择一位，或填写本人的身份证号")
    log_read(actor, [subject], paper_checking.SEEN, "指认照片和证书是谁的", batch.id)
    return subject


def _count(batch: Batch) -> None:
    states = Paper.objects.filter(batch=batch.id).values_list("state", flat=True)
    batch.counts = batch.counts | {"rows": dict(paper_checking.in_words_of_rows(states))}
    batch.save(update_fields=["counts"])
