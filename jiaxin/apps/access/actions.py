"""Verbs of this app: ask for permission, leave a receipt, open accounts, give posts."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path

from django.conf import settings
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from jiaxin.apps.access import (
    accounts,
    alarms,
    city,
    databaseroles,
    databasesecrets,
    doctor,
    exports,
    flaws,
    invitations,
    phone_codes,
    readlog,
    refusals,
    releasing,
    rewrapping,
    scanned,
    scoping,
    sessions,
    shipping,
    tokens,
)
from jiaxin.apps.access.exports import Copy as Copy
from jiaxin.apps.access.membership import members_kept_by as members_kept_by
from jiaxin.apps.access.models import Account, Organisation, Read
from jiaxin.apps.access.releasing import NOT_ASKED as NOT_ASKED
from jiaxin.apps.access.releasing import Asked as Asked
from jiaxin.apps.access.releasing import Outgoing as Outgoing
from jiaxin.apps.access.tokens import end_own_token as end_own_token
from jiaxin.apps.access.tokens import give_token as give_token
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, FieldClass, Permission, Role, Thing, may
from jiaxin.kit import clock
from jiaxin.kit.bulk import insert_many


def require(actor: Actor, permission: Permission, thing: Thing | None = None) -> None:
    """Go on only if the actor may. Once, in the outermost action; before its transaction where possible.

    Raises Refused: `access.absent` to a stranger, `access.step-up` when proving once more who one is
    would help, else `access.<reason>` with the reason in words. Every refusal is recorded.
    """
    thing = thing or Thing.of(actor)
    answer = may(actor, permission, thing)
    if answer is not True:
        refusals.record(actor, permission, thing, answer)
        raise refusals.refusal(answer)


def require_one(actor: Actor, permissions: Sequence[Permission], thing: Thing) -> None:
    """One of them is enough; if none is there, the refusal names the first."""
    require(actor, next((one for one in permissions if may(actor, one, thing)), permissions[0]), thing)


def log_read(
    actor: Actor, subjects: Iterable[str], field_classes: Iterable[FieldClass], purpose: str, reference: str = ""
) -> int:
    """查阅回执: one act of looking at these persons' data. Write it before opening anything.

    `purpose` is a short Chinese phrase the person herself will read; `reference` a case or batch.
    Returns the id of the receipt.
    """
    with transaction.atomic():
        read = Read.objects.create(
            at=clock.now(),
            actor=actor.id,
            role=actor.role,
            organisation=actor.organisation,
            street=actor.street,
            purpose=purpose,
            fields=" ".join(sorted(field_classes)),
            reference=reference,
        )
        rows = [(read.pk, subject) for subject in dict.fromkeys(subjects)]
        insert_many("access_read_subject", {"read_id": "int8", "subject": "varchar"}, rows)
    return int(read.pk)


def hold_export(actor: Actor, out: Outgoing, asked: Asked) -> str:
    """Before a file about people is made: empty, or the number of the request that another officer has to grant first."""
    return exports.held(actor, out, asked)


def let_out(actor: Actor, out: Outgoing, asked: Asked = NOT_ASKED) -> Copy:
    """导出: written down, within the day's rows; the number of the copy and the codes its rows carry, one each."""
    return exports.let_out(actor, out, asked)


def ask_for_pages(actor: Actor, purpose: str, persons: int) -> str:
    """申请多看一些人: the number of the request."""
    return releasing.ask_pages(actor, purpose, persons)


def decide_export(actor: Actor, ask_id: str, grant: bool, reason: str) -> None:
    """批准导出 or not, as somebody else than who asked."""
    releasing.decide(actor, ask_id, grant, reason)


def meet(actor: Actor, subjects: Collection[str], register: int) -> None:
    """Ask the day's budget of persons before a page of a list names these; its receipt has `list` as reference."""
    exports.meet(actor, subjects, register)


def spend(actor: Actor, what: str, most_found: int = 0) -> None:
    """Ask the day's budget before a reveal (`reveal`) or a look-up by number (`find`); the receipt names it as reference."""
    exports.spend(actor, what, most_found)


def place_receipts(back: int = 0) -> int:
    """Give receipts their place in the log of receipts; how many. The job process calls this."""
    return readlog.place(back)


def refuse_weak_start() -> None:
    """Where jobs start: a profile that insists ends here when anything is weak, but for what the jobs themselves deliver."""
    doctor.refuse_when_weak(mends=(doctor.LOGS_WAIT,))


def watch() -> int:
    """警报: look at what was looked at and refused; how many alarms are new. The job process calls this every minute."""
    rewrapping.watch()
    return alarms.watch()


def rewrap() -> int:
    """更换主密钥: a portion of the change that is under way; how many keys. The job process calls this."""
    return rewrapping.work()


def ship_log() -> int:
    """安全日志外送: to the district's log server; how many lines. Rings where they wait too long, raises Undelivered."""
    try:
        return shipping.ship()
    finally:
        shipping.watch()


def scan(name: str, data: bytes) -> None:
    """A file that comes in past the web, from the console, goes through the same gate. Raises Refused."""
    scanned.look(name, [data])


def sound_checkpoint_overdue(log: str, hours: int) -> None:
    """The job that signs checkpoints tells that none was signed for so long although the log grew."""
    alarms.sound(alarms.Sign("checkpoint", log, f"{hours} 小时没有签发新的检查点", clock.now()))


def sound_leak_overdue(leak: str, waits: str) -> None:
    """The job that watches leaks tells that a duty of the law is past its hour."""
    alarms.sound(alarms.Sign("leak", leak, f"{waits}已超过时限", clock.now()))


def alarm_seen(actor: Actor, alarm: int, note: str) -> None:
    """核查警报: what it was, in words that stay with it."""
    require(actor, Permission.ALARM_SEE)
    alarms.seen(actor, alarm, note)


def set_up_organisation(actor: Actor, id: str, name: str, kind: str, region: str = "", code: str = "") -> None:
    """机构: make it or bring its name up to date. A company's id is its subject id."""
    require(actor, Permission.SET_UP)
    Organisation.objects.update_or_create(
        pk=id, defaults={"name": name, "kind": kind, "region": region, "code": code, "closed_at": None}
    )


def set_up_account(
    actor: Actor,
    username: str,
    role: Role,
    *,
    organisation: str = "",
    street: str = "",
    grid: str = "",
    label: str = "",
    password: str = "",
    hashed: str = "",
    subject: str = "",
    phone: str = "",
) -> Actor:
    """First accounts of a new district, from the console: account and post in one step. `hashed`: the password, where one
    and the same is given to many and hashed but once."""
    require(actor, Permission.SET_UP)
    with transaction.atomic():
        account = accounts.opened(username, label or role.label, password, hashed)
        accounts.place(actor, account, role, organisation, street, grid, subject=subject)
        if phone:
            accounts.keep_phone(account, phone)
    return accounts.actor_of(account)


def invite(actor: Actor, username: str, label: str) -> str:
    """开设账号, without a post: it can sign in and do nothing until the security administrator gives one.

    Returns the secret of the link behind which its owner sets the password; shown this once.
    """
    require(actor, Permission.ACCOUNT_OPEN)
    if not re.fullmatch(r"[a-z][a-z0-9.-]{2,39}", username):
        raise Refused("account.name", f"账号名“{username}”不能用。", "请用小写字母开头，3 到 40 个小写字母、数字、点或横线。")
    if not label.strip():
        raise Refused("account.label", "没有写岗位名称。", "请写岗位，例如“东湖街道经办”，不写人名。")
    if Account.objects.filter(username=username).exists():
        raise Refused("account.taken", f"账号“{username}”已经有了。", "请换一个名称，或给原账号重新发链接。")
    return invitations.make(actor, accounts.opened(username, label.strip()))


def invite_again(actor: Actor, username: str) -> str:
    """A new link for somebody who lost the password or the second factor: both are gone, every session is over.

    So is the post, until the security administrator gives it again: nobody gets into somebody's post alone,
    the administrator who holds the link included.
    """
    require(actor, Permission.ACCOUNT_OPEN)
    account = accounts.named(username)
    if account.username == actor.id:
        raise Refused("account.own", "不能给自己的账号重新发链接。", "请在“登录与安全”页面修改密码。")
    if Role(account.role or Role.SYSTEM).is_staff is False:
        raise Refused("account.by-phone", "这个账号用手机验证码登录，没有密码。", "请本人用手机号登录。")
    with transaction.atomic():
        account.set_unusable_password()
        account.save(update_fields=["password"])
        accounts.forget_factors(account)
        if account.role:
            accounts.unplace(actor, account)
        sessions.end(account.pk)
        tokens.end_of(account, actor.id)
        return invitations.make(actor, account)


def first_invitations(actor: Actor) -> list[tuple[Role, str, str]]:
    """(role, account, secret) of the three first administrators, from the server's console."""
    require(actor, Permission.SET_UP)
    return invitations.first(actor)


def accept_invitation(request: HttpRequest, secret: str, password: str) -> bool:
    """Her own password is set; she is signed in if the account has a post already (and the answer says so)."""
    account = invitations.accept(secret, password)
    if account.role:
        login(request, account, backend=settings.AUTHENTICATION_BACKENDS[-1])
        sessions.proved(request)
    return bool(account.role)


def end_sessions(actor: Actor, username: str) -> int:
    """下线: every session of somebody's account ends at once. How many."""
    require(actor, Permission.GRANT_GIVE)
    return sessions.end(accounts.named(username).pk)


def end_own_sessions(request: HttpRequest, handles: Sequence[str] | None = None) -> int:
    """Her own sessions, those named or all but the one that asks."""
    return sessions.end(request.user.pk, handles, but=request.session.session_key or "")


def forget_sessions() -> int:
    """Rows of sessions past their end. The job process calls this once a day."""
    return sessions.forget_over()


def give_post(
    actor: Actor, username: str, role: Role, *, organisation: str = "", street: str = "", grid: str = ""
) -> None:
    """授予角色. Takes effect with the account's next request."""
    require(actor, Permission.GRANT_GIVE)
    if username == actor.id:
        raise Refused("account.own", "不能给自己授予角色。", "请由另一位安全管理员办理。")
    with transaction.atomic():
        account = accounts.named(username)
        if (account.role, account.organisation_id or "", account.street) != (role.value, organisation, street):
            tokens.end_of(account, actor.id)  # a program was given the old post, not this one
        accounts.place(actor, account, role, organisation, street, grid)


def take_post(actor: Actor, username: str) -> None:
    """收回角色并停用账号: the next request is refused."""
    require(actor, Permission.GRANT_GIVE)
    if username == actor.id:
        raise Refused("account.own", "不能停用自己的账号。", "请由另一位安全管理员办理。")
    with transaction.atomic():
        account = accounts.named(username)
        accounts.close(actor, account)
        sessions.end(account.pk)
        tokens.end_of(account, actor.id)


def make_token(actor: Actor, username: str) -> str:
    """接口令牌 for an organisation's program from the console, shown this once; on pages it is `give_token`."""
    require(actor, Permission.SET_UP if actor.role is Role.SYSTEM else Permission.GRANT_GIVE)
    return tokens.make(username)


def end_token(actor: Actor, token_id: str) -> None:
    require(actor, Permission.GRANT_GIVE)
    if not tokens.end(token_id, actor.id):
        raise Refused(refusals.ABSENT, "没有找到这个令牌，或已经停用。", "请刷新页面查看。")


def close_accounts_of(actor: Actor, subjects: Sequence[str]) -> None:
    """The accounts of an erased person: closed, their phone and its index gone."""
    require(actor, Permission.JOB_RUN)
    accounts.erase_of(actor, subjects)


def set_up_database_accounts() -> list[str]:
    """三个数据库账号 on PostgreSQL, from the console; what is left to do by hand, in sentences."""
    databaseroles.set_up()
    app, owner = databaseroles.APP, databaseroles.OWNER
    return [
        f"已设好 {owner}、{app}、{databaseroles.AUDITOR} 三个账号。请为每个账号设置口令：python -m jiaxin database-password --account {app}",
        f"JIAXIN_DATABASE 使用 {app}；升级数据表时使用 {owner}，升级后再运行一次本命令",
    ]


def change_database_password(account: str = "") -> str:
    """从控制台更换数据库口令 of one of the three accounts, its own where none is named; which account. Raises Refused. How: access/databasesecrets."""
    return databasesecrets.rotate(account)


def look_through_advisories(path: Path) -> flaws.Look:
    """From the console: advisories of others' code against our locks, kept as the last look. Raises kit.advisories.Unreadable."""
    return flaws.look_through(path)


def attach_subject(actor: Actor, subject: str) -> Actor:
    """本人认领: bind the actor's own account to a file. The caller has compared phones (queries.phone_index)."""
    require(actor, Permission.HOME_OPEN)
    attached = accounts.attach(actor.id, subject)
    scoping.become(attached)
    return attached


def hand_over_accounts(files: Collection[str], kept: str) -> dict[str, str]:
    """两份档案合并: whoever signs in for one of these files stands for the kept one; username → the file it stood for."""
    return accounts.hand_over(files, kept)


def give_back_accounts(moved: Mapping[str, str]) -> None:
    """档案拆分: each of these accounts stands again for its own file."""
    accounts.give_back(moved)


def family_by_phone(actor: Actor, phone: str, thing: Thing, newly: Callable[[], str]) -> str:
    """The family behind a phone given at the counter or on the line; its account is the one its first sign-in would make."""
    require(actor, Permission.COMPLAINT_FILE, thing)
    account = accounts.of_phone(phone, Role.HOUSEHOLD)
    return account.subject or accounts.attach(account.username, newly()).subject


def begin_at_city(request: HttpRequest, bind: bool) -> str:
    """统一身份认证: where the browser goes. `bind`: to bind that identity to the account that is signed in."""
    return city.begin(request, city.BIND if bind else city.SIGN_IN)


def back_from_city(request: HttpRequest) -> tuple[bool, HttpResponse | None]:
    """(bound, the answer that goes on signing in). An identity nobody bound opens nothing."""
    wanted, answer = city.come_back(request)
    return wanted == city.BIND, answer


def unbind_city(request: HttpRequest) -> None:
    city.unbind(request.user.pk)


def send_phone_code(phone: str, address: str) -> phone_codes.Sent:
    """验证码. The caller has it delivered and forgets it. Raises Refused at a limit."""
    return phone_codes.make(phone, address)


def sign_in_by_phone(request: HttpRequest, code_id: str, code: str, role: Role) -> Actor:
    """Sign in who can read the code, as a worker or a family; the account is made at the first visit."""
    if role.is_staff:
        raise Refused("sign-in.role", "工作人员请用账号和密码登录。", "请返回选择“工作人员”。")
    account = accounts.of_phone(phone_codes.check(code_id, code), role)
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[-1])
    sessions.proved(request)
    return accounts.actor_of(account, fresh=True)
