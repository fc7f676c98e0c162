"""接口 — the same verbs and look-ups as the screens, for programs of companies and offices.

A program shows `Authorization: Bearer <token>` and acts under the post of the account the token was made
for; the address table (`portals/doors.py`) and the actions decide what it may do. Identity numbers travel in
bodies, never in addresses. Sending the same file again answers with the batch it already is.
"""

from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from ninja import File, Form, NinjaAPI, Query, UploadedFile
from ninja.errors import HttpError, ValidationError
from ninja.security import HttpBearer

from jiaxin.apps.access import limits
from jiaxin.apps.access.actions import log_read, meet, require, spend
from jiaxin.apps.exchange import actions as exchange
from jiaxin.apps.exchange import queries as given
from jiaxin.apps.intake import actions
from jiaxin.apps.intake import queries as intake
from jiaxin.apps.oversight import queries as oversight
from jiaxin.apps.publication import queries as publication
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.disclosure import mask_name
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel
from jiaxin.domain.findings import Finding
from jiaxin.domain.permissions import Actor, Consent, Permission, Reach, Thing, fields_of, reach_of
from jiaxin.domain.permissions.matrix import REVIEWERS
from jiaxin.domain.sheets.sheet import sheet_kind
from jiaxin.kit import clock
from jiaxin.kit.canonical import canonical
from jiaxin.kit.sheets.limits import DEFAULT as LIMITS
from jiaxin.portals.machine.pacing import TooMany, within_pace
from jiaxin.portals.machine.shapes import (
    BatchOut,
    BundleShape,
    CheckOut,
    CompanyOut,
    FindIn,
    FindingOut,
    GoneIn,
    GoneOut,
    LettersOut,
    OwedOut,
    PenaltyOut,
    Refusal,
    StatusOut,
    WorkerOut,
)
from jiaxin.portals.shared.framing import actor_of, workbook_answer

MB = 1024 * 1024
A_PAGE = 500


class Token(HttpBearer):
    """The gate has read the token already; a session does not count here."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        actor: Actor | None = getattr(request, "actor", None)
        return actor


api = NinjaAPI(
    title="家信接口",
    version="1",
    description="报送与查询。令牌由本区安全管理员在“接口令牌”页面发放。错误一律为 code、said、do_this。",
    urls_namespace="machine",
    auth=Token(),
    docs_url=None,
    openapi_url=None,
)
SAID = {401: Refusal, 403: Refusal, 404: Refusal, 422: Refusal}


@api.post("/batches", response={200: BatchOut, **SAID}, url_name="batches", summary="报送一个文件")
def receive(request: HttpRequest, file: File[UploadedFile], kind: Form[str] = "") -> BatchOut:
    actor = actor_of(request)
    require(actor, Permission.MACHINE_PUSH, Thing.of(actor))
    batch_id, new = actions.receive(actor, file.name or "未命名", _bytes(file), _known(kind), Channel.API)
    return _batch(actor, batch_id, new)


@api.get("/batches/{batch_id}", response={200: BatchOut, **SAID}, url_name="batch", summary="批次状态和行数")
def batch(request: HttpRequest, batch_id: str) -> BatchOut:
    return _batch(actor_of(request), batch_id)


@api.get("/batches/{batch_id}/findings", response={200: list[FindingOut], **SAID}, url_name="findings", summary="检查结果")
def findings(request: HttpRequest, batch_id: str, severity: Query[str] = "", offset: Query[int] = 0) -> list[FindingOut]:
    """At most 500 at a time; ask on with `offset` until fewer come back."""
    _batch(actor_of(request), batch_id)
    return [_finding(f) for f in intake.findings(batch_id, severity, "", A_PAGE, max(0, offset))]


@api.post("/batches/{batch_id}/accept", response={200: BatchOut, **SAID}, url_name="accept", summary="确认入库")
def accept(request: HttpRequest, batch_id: str) -> BatchOut:
    actor = actor_of(request)
    _batch(actor, batch_id)
    actions.accept(actor, batch_id)
    return _batch(actor, batch_id)


@api.post("/batches/{batch_id}/undo", response={200: BatchOut, **SAID}, url_name="undo", summary="撤回整批")
def undo(request: HttpRequest, batch_id: str) -> BatchOut:
    actor = actor_of(request)
    _batch(actor, batch_id)
    actions.undo(actor, batch_id)
    return _batch(actor, batch_id)


@api.get("/batches/{batch_id}/returned", response={200: bytes, **SAID}, url_name="returned", summary="退回表（xlsx）")
def returned(request: HttpRequest, batch_id: str) -> HttpResponse:
    actor = actor_of(request)
    _batch(actor, batch_id)
    return workbook_answer(*actions.returned_workbook(actor, batch_id))


@api.post("/check", response={200: CheckOut, **SAID}, url_name="check", summary="只检查，不写入")
def check(request: HttpRequest, file: File[UploadedFile], kind: Form[str] = "") -> CheckOut:
    tried = actions.try_file(actor_of(request), file.name or "未命名", _bytes(file), _known(kind))
    return CheckOut(
        kind=tried.kind,
        rows=dict(tried.rows),
        count=tried.found,
        findings=[_finding(f) for f in tried.findings],
        unmapped_columns=tried.unmapped,
    )


@api.post("/workers/find", response={200: WorkerOut, **SAID}, url_name="find", summary="按身份证号查询")
def find(request: HttpRequest, asked: FindIn) -> WorkerOut:
    actor = actor_of(request)
    own = reach_of(actor.role, Permission.MACHINE_FIND) is Reach.ORGANISATION
    register = 0 if own else registry.count("worker")
    spend(actor, "find", limits.OWN_ROWS_A_DAY if own else limits.share(register))
    subject = registry.by_id_number(asked.id_number.strip().upper()) or ""
    line = registry.file_lines([subject]).get(subject) if subject else None
    if line is None:
        raise Refused("access.absent", "没有找到这个人的档案。", "请核对身份证号。")
    thing = Thing(owner=subject, organisation=line.company, street=line.street, consent=line.consent, refused=line.refused)
    require(actor, Permission.MACHINE_FIND, thing)
    if line.consent is Consent.CLAIMED and actor.role not in REVIEWERS and actor.organisation != line.company:
        raise Refused("access.absent", "没有找到这个人的档案。", "请核对身份证号。")
    if not own:
        meet(actor, [subject], register)
    log_read(actor, [subject], fields_of(actor.role, Permission.MACHINE_FIND), f"接口查询：{asked.purpose}", "find")
    person = registry.people([subject])[subject]
    company = registry.companies([line.company]).get(line.company) if line.company else None
    return WorkerOut(
        subject=subject,
        name=mask_name(person.name),
        confirmed=line.confirmed,
        colour=line.colour if line.confirmed else "",
        job_types=list(line.job_types),
        missing=list(line.missing),
        expires_on=line.expires_on,
        company=company.name if company else "",
    )


@api.get("/companies/{credit_code}", response={200: CompanyOut, **SAID}, url_name="company", summary="企业概况")
def company(request: HttpRequest, credit_code: str) -> CompanyOut:
    actor, one = actor_of(request), registry.company_by_code(credit_code)
    require(actor, Permission.COMPANY_VIEW, Thing(organisation=one.subject if one else "-"))
    if one is None:
        raise Refused("access.absent", "没有找到这家企业。", "请核对统一社会信用代码。")
    force = registry.workforces([one.subject]).get(one.subject, registry.Workforce(0, 0, 0, 0))
    entries = {number: entry for entry, number in exchange.hand_over(actor, one.subject, clock.today()).items()}
    card = publication.company_cards([one.subject], clock.today()).get(one.subject)
    return CompanyOut(
        credit_code=one.credit_code,
        name=one.name,
        registered=one.registered,
        workers=registry.headcounts([one.subject]).get(one.subject, 0),
        filed=force.workers,
        green=force.green,
        penalties=[
            PenaltyOut(entry=entries[p.document_no], **{name: getattr(p, name) for name in PenaltyOut.model_fields if name != "entry"})
            for p in (card.penalties if card else ())
        ],
    )


@api.get("/withdrawn", response={200: list[OwedOut], **SAID}, url_name="withdrawn", summary="待删除的公共信用信息")
def withdrawn(request: HttpRequest) -> list[OwedOut]:
    """What this organisation read here and must delete: repaired, corrected or over. Ask at least once a minute."""
    actor = actor_of(request)
    require(actor, Permission.COMPANY_VIEW, Thing.of(actor))
    return [OwedOut(**{name: getattr(one, name) for name in OwedOut.model_fields}) for one in given.owed(actor.organisation, clock.today())]


@api.post("/withdrawn", response={200: GoneOut, **SAID}, url_name="withdrawn-gone", summary="回执：已删除")
def gone(request: HttpRequest, said: GoneIn) -> GoneOut:
    actor = actor_of(request)
    require(actor, Permission.COMPANY_VIEW, Thing.of(actor))
    accepted = exchange.acknowledge(actor, said.entries, clock.today())
    return GoneOut(accepted=accepted, still_owed=len(given.owed(actor.organisation, clock.today())))


@api.post("/letters", response={200: LettersOut, **SAID, 429: Refusal}, auth=within_pace, exclude_none=True, url_name="letters", summary="跨区来信")
def letters(request: HttpRequest, bundle: BundleShape) -> LettersOut:
    """For platforms of other districts: the signature is the proof, no account is needed. What waits for the sender comes back.

    Too many in a minute are refused with 429; `Retry-After` says after how many seconds the next is taken.
    """
    taken, waits = exchange.receive_from_program(canonical(bundle.model_dump(exclude_unset=True)))
    return LettersOut(
        applied=taken.applied, known=taken.known, waiting=taken.waiting, held=list(taken.held), bundle=BundleShape.model_validate_json(waits) if waits else None
    )


@api.get("/status", response={200: StatusOut, **SAID}, url_name="status", summary="运行状态")
def status(request: HttpRequest) -> StatusOut:
    counts = oversight.status()
    whole = reach_of(actor_of(request).role, Permission.COVERAGE_VIEW) is Reach.DISTRICT
    return StatusOut(
        as_of=clock.today(),
        last_position=counts["last_position"],
        followed=counts["followed"],
        counts=counts if whole else {},
    )


@api.exception_handler(Refused)
def refused(request: HttpRequest, why: Refused) -> HttpResponse:
    """A stranger learns only that there is nothing; an insider which permission is missing; input is named."""
    absent = why.code in ("access.absent", "batch.unknown")
    status = 404 if absent else 401 if why.code == "access.sign-in" else 403 if why.code.startswith("access.") else 422
    return api.create_response(request, {"code": why.code, "said": why.said, "do_this": why.do_this}, status=status)


@api.exception_handler(TooMany)
def too_many(request: HttpRequest, why: TooMany) -> HttpResponse:
    told = {"code": "letters.too-many", "said": "来信太密", "do_this": f"请在 {why.seconds} 秒后再送"}
    answer = api.create_response(request, told, status=429)
    answer.headers["Retry-After"] = str(why.seconds)
    return answer


@api.exception_handler(ValidationError)
def misshapen(request: HttpRequest, why: ValidationError) -> HttpResponse:
    """What was sent does not fit; the value itself is not repeated."""
    where = "、".join(sorted({".".join(str(part) for part in one["loc"][1:]) for one in why.errors}))
    told: dict[str, Any] = {"code": "input.misshapen", "said": f"请求内容不合要求：{where}", "do_this": "请对照接口说明改正后重发"}
    return api.create_response(request, told, status=422)


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, why: HttpError) -> HttpResponse:
    """A body that is no JSON at all; the library's own sentence is not for our readers."""
    told = {"code": "input.unreadable", "said": "请求内容读不出来", "do_this": "请按接口说明发送 JSON 后重发"}
    return api.create_response(request, told, status=422 if why.status_code == 400 else why.status_code)


@api.exception_handler(MultiPartParserError)
@api.exception_handler(SuspiciousOperation)
def torn(request: HttpRequest, why: Exception) -> HttpResponse:
    """A form whose parts do not hold together, or of more parts than anybody fills in."""
    told = {"code": "input.unreadable", "said": "请求的表单读不出来", "do_this": "请按接口说明用 multipart/form-data 重发，每个部分写明名称"}
    return api.create_response(request, told, status=422)


def _known(kind: str) -> str:
    """A kind of sheet as it was named, or nothing where it is to be recognised. Raises Refused with the choices."""
    if kind:
        sheet_kind(kind)
    return kind


def _bytes(file: UploadedFile) -> bytes:
    if (file.size or 0) > LIMITS.bytes_in:
        raise Refused("file.too-large", f"文件超过 {LIMITS.bytes_in // MB} MB", "请分成几个文件报送")
    data: bytes = file.read()
    return data


def _batch(actor: Actor, batch_id: str, new: bool = False) -> BatchOut:
    """The batch, if it is the actor's to see."""
    one = intake.batch(batch_id)
    require(actor, Permission.BATCH_VIEW, Thing(organisation=one.organisation if one else "-", kind="batch"))
    if one is None:
        raise Refused("batch.unknown", "没有这个批次", "请核对批次编号")
    return BatchOut(**{name: getattr(one, name) for name in BatchOut.model_fields if name != "new"}, new=new)


def _finding(f: Finding) -> FindingOut:
    return FindingOut(
        code=f.code, severity=f.severity.value, sheet=f.sheet, row=f.row, column=f.column, field=f.field,
        said=f.said, do_this=f.do_this,
    )  # fmt: skip
