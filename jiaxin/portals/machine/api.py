"""开放接口 — intake and look-up for programs of companies and offices, by the same actions as the screens.

A program shows `Authorization: Bearer <token>`. The same bytes sent twice are one batch. Identity
numbers travel in bodies, never in addresses. Every refusal is `{code, said, do_this}`.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import File, NinjaAPI, Schema
from ninja.files import UploadedFile

from jiaxin import pipeline
from jiaxin.apps.access.actions import log_read, require
from jiaxin.apps.intake import actions
from jiaxin.apps.intake import queries as intake
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.disclosure import mask_name
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel
from jiaxin.domain.permissions import FieldClass, Permission, Thing
from jiaxin.portals.shared.framing import actor_of, workbook_answer

api = NinjaAPI(
    title="家信 开放接口", version="1", urls_namespace="machine", docs_url=None,
    description="上传、检查、入库、查找。所有个人信息接口都会留下查阅记录。",
)  # fmt: skip


class Problem(Schema):
    code: str
    said: str
    do_this: str


class Batch(Schema):
    id: str
    kind: str
    state: str
    said: str
    rows: dict[str, int]
    facts: dict[str, int]
    share_done: int
    unmapped: list[dict[str, Any]]
    new: bool = False


class Found(Schema):
    code: str
    severity: str
    sheet: str
    row: int
    column: str
    field: str
    said: str
    do_this: str


class Question(Schema):
    id_number: str


class Worker(Schema):
    subject: str
    name: str
    confirmed: bool
    colour: str
    missing: list[str]


@api.exception_handler(Refused)
def refused(request: HttpRequest, why: Refused) -> HttpResponse:
    status = 404 if why.code.endswith(("absent", "unknown")) else 403 if why.code.startswith("access.") else 422
    return api.create_response(request, {"code": why.code, "said": why.said, "do_this": why.do_this}, status=status)


@api.post("/batches", response={200: Batch, 422: Problem}, summary="上传一个文件")
def receive(request: HttpRequest, file: UploadedFile = File(...), kind: str = "") -> Batch:  # noqa: B008  # ninja's way
    batch_id, new = actions.receive(actor_of(request), file.name or "upload", file.read(), kind, Channel.API)
    return _shown(request, batch_id, new)


@api.get("/batches/{batch_id}", response={200: Batch, 404: Problem}, summary="批次的状态和数量")
def batch(request: HttpRequest, batch_id: str) -> Batch:
    return _shown(request, batch_id)


@api.get("/batches/{batch_id}/findings", response=list[Found], summary="检查出的问题")
def findings(request: HttpRequest, batch_id: str, limit: int = 200, offset: int = 0) -> list[Found]:
    _looked_up(request, batch_id)
    found = intake.findings(batch_id, limit=min(limit, 1000), offset=offset)
    return [Found(**{name: getattr(f, name) for name in Found.model_fields}) for f in found]


@api.post("/batches/{batch_id}/accept", response=Batch, summary="确认入库")
def accept(request: HttpRequest, batch_id: str) -> Batch:
    _looked_up(request, batch_id)
    actions.accept(actor_of(request), batch_id)
    return _shown(request, batch_id)


@api.post("/batches/{batch_id}/undo", response=Batch, summary="撤回整批")
def undo(request: HttpRequest, batch_id: str) -> Batch:
    _looked_up(request, batch_id)
    actions.undo(actor_of(request), batch_id)
    return _shown(request, batch_id)


@api.get("/batches/{batch_id}/returned", summary="退回表（.xlsx）")
def returned(request: HttpRequest, batch_id: str) -> HttpResponse:
    _looked_up(request, batch_id)
    return workbook_answer(*actions.returned_workbook(actor_of(request), batch_id))


@api.post("/workers/find", response={200: Worker, 404: Problem}, summary="按身份证号查找一人")
def find_worker(request: HttpRequest, asked: Question) -> Worker:
    actor = actor_of(request)
    subject = registry.by_id_number(asked.id_number.strip().upper())
    line = registry.file_lines([subject]).get(subject) if subject else None
    if subject is None or line is None:
        raise Refused("worker.unknown", "没有找到这名家政员", "请核对身份证号，或先为其建档")
    require(actor, Permission.MACHINE_FIND, Thing(subject, line.company, line.street, line.grid, line.consent))
    log_read(actor, [subject], frozenset({FieldClass.BASIC}), "接口查找")
    person = registry.people([subject])[subject]
    return Worker(
        subject=subject, name=mask_name(person.name), confirmed=line.confirmed, colour=line.colour,
        missing=list(line.missing),
    )  # fmt: skip


@api.get("/companies/{credit_code}", response={200: dict[str, Any], 404: Problem}, summary="一家企业")
def company(request: HttpRequest, credit_code: str) -> dict[str, Any]:
    require(actor_of(request), Permission.COMPANY_LIST, Thing.of(actor_of(request)))
    one = registry.company_by_code(credit_code.upper())
    if one is None:
        raise Refused("company.unknown", "没有找到这家企业", "请核对统一社会信用代码")
    force = registry.workforces([one.subject]).get(one.subject)
    counts = {"workers": force.workers, "green": force.green} if force else {"workers": 0, "green": 0}
    return {"credit_code": one.credit_code, "name": one.name, "registered": one.registered, **counts}


@api.get("/status", response=dict[str, int], summary="本区现有的数量")
def status(request: HttpRequest) -> dict[str, int]:
    require(actor_of(request), Permission.COVERAGE_VIEW, Thing.of(actor_of(request)))
    return pipeline.status()


def _looked_up(request: HttpRequest, batch_id: str) -> intake.BatchView:
    one = intake.batch(batch_id)
    thing = Thing(organisation=one.organisation if one else "-", kind="batch")
    require(actor_of(request), Permission.BATCH_VIEW, thing)
    if one is None:
        raise Refused("batch.unknown", "没有这个批次", "请核对批次编号")
    return one


def _shown(request: HttpRequest, batch_id: str, new: bool = False) -> Batch:
    one = _looked_up(request, batch_id)
    return Batch(
        id=one.id, kind=one.kind, state=one.state, said=one.said, rows=one.rows, facts=one.facts,
        share_done=one.share_done, unmapped=one.unmapped, new=new,
    )  # fmt: skip
