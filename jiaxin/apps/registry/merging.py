"""合并与拆分 — two files of one person become one and, if that was wrong, two again, exactly as they were.

A merge is an alias: nothing is rewritten, facts keep the id they were written with, every id leads to the person
in one query. One code stays in hand: the kept file's, or the other's where the kept one has none. Whoever signs in for
either file stands for the kept one. The row of a merge holds what is needed to take it back; merges that build on each
other come apart in the reverse order.

Machines never put two sound identity numbers together; a person may, who has seen papers that explain it (one was
mistyped when the file was opened), and says so.
"""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from jiaxin.apps.access import actions as access
from jiaxin.apps.access import vault
from jiaxin.apps.registry.models import Code, CodeEvent, Identity, Merge, Subject, WorkerFile
from jiaxin.domain.errors import Refused
from jiaxin.kit import clock

OVER = ("replaced", "retired")
_KEPT_OF_CODE = ("subject", "state", "state_since", "reason", "sealed")


@dataclass(frozen=True, slots=True)
class MergeLine:
    """One merge as a page shows it."""

    id: int
    kept: str
    other: str
    at: datetime
    actor: str
    why: str
    undone_at: datetime | None
    undone_by: str
    undone_why: str


def merge(actor: str, kept: str, other: str, why: str, original_seen: bool = False) -> int:
    """`other` becomes an alias of `kept`. Returns the merge's id.

    Raises Refused for one and the same person, for ids that are aliases already, and for two sound numbers
    without papers seen.
    """
    if not why.strip():
        raise Refused("merge.why", "没有写明合并的理由", "请写明依据，例如核对了哪些证件")
    with transaction.atomic():
        rows = {s.id: s for s in Subject.objects.select_for_update().filter(id__in=[kept, other]).order_by("id")}
        if len(rows) < 2:
            raise Refused("merge.unknown", "没有找到要合并的两份档案", "请回到列表重新选择")
        if any(row.alias_of for row in rows.values()) or rows[kept].kind != rows[other].kind:
            raise Refused("merge.alias", "其中一份档案已经并入别的档案", "请刷新页面，对合并后的档案办理")
        numbers = set(Identity.objects.filter(subject__in=[kept, other]).exclude(id_index=None).values_list("id_index", flat=True))
        if len(numbers) > 1 and not original_seen:
            raise Refused(
                "merge.two-numbers",
                "两份档案的身份证号都有效且不同，不能当作同一个人合并",
                "如有一份号码录错，请核对证件原件后勾选“已看原件”再合并",
            )
        moved = list(Subject.objects.filter(alias_of=other).order_by("id").values_list("id", flat=True))
        codes = _hand_over(kept, other, actor)
        Subject.objects.filter(id__in=[other, *moved]).update(alias_of=kept)
        WorkerFile.objects.filter(subject=other).delete()
        accounts = access.hand_over_accounts([other, *moved], kept)
        made = Merge.objects.create(
            kept=kept, other=other, moved=moved, accounts=accounts, codes=codes, actor=actor, at=clock.now(), why=why[:400], original_seen=original_seen
        )  # fmt: skip
    return made.id


def unmerge(actor: str, merge_id: int, why: str) -> tuple[str, str]:
    """Take a merge back: both files, their aliases and their codes as they were. Returns both ids."""
    if not why.strip():
        raise Refused("merge.why", "没有写明拆分的理由", "请写明依据")
    with transaction.atomic():
        row = Merge.objects.select_for_update().filter(id=merge_id).first()
        if row is None or row.undone_at is not None:
            raise Refused("merge.gone", "没有这次合并，或已经拆分过", "请刷新页面查看当前状态")
        ids = [row.kept, row.other]
        later = Merge.objects.filter(id__gt=merge_id, undone_at=None)
        if (later.filter(kept__in=ids) | later.filter(other__in=ids)).exists():
            raise Refused("merge.built-on", "在这次合并之后，同一人又有别的合并", "请先拆分后来的那一次")
        Subject.objects.filter(id=row.other).update(alias_of="")
        Subject.objects.filter(id__in=row.moved).update(alias_of=row.other)
        access.give_back_accounts(row.accounts)
        _give_back(row.codes, actor)
        row.undone_by, row.undone_at, row.undone_why, row.followed = actor, clock.now(), why[:400], False
        row.save(update_fields=["undone_by", "undone_at", "undone_why", "followed"])
    return row.kept, row.other


def merges_of(subject: str) -> list[MergeLine]:
    """Merges that made this person, the newest first, those taken back included."""
    rows = Merge.objects.filter(kept=subject) | Merge.objects.filter(other=subject)
    return [
        MergeLine(r.id, r.kept, r.other, r.at, r.actor, r.why, r.undone_at, r.undone_by, r.undone_why)
        for r in rows.order_by("-id")
    ]


def aliases_at(moment: datetime) -> dict[str, str]:
    """Every id that was an alias at a moment, with the id it then stood for: merges of later count not yet, splits of later not yet."""
    found: dict[str, str] = {}
    for kept, other, moved in Merge.objects.filter(at__lte=moment).exclude(undone_at__lte=moment).order_by("id").values_list("kept", "other", "moved"):
        found |= dict.fromkeys([other, *moved], kept)
    return found


def unfollowed(limit: int = 100) -> list[tuple[int, str, str]]:
    """Merges and splits that what is derived does not show yet: (merge, kept, other)."""
    return list(Merge.objects.filter(followed=False).order_by("id").values_list("id", "kept", "other")[:limit])


def follow(merges: Sequence[int]) -> None:
    Merge.objects.filter(id__in=list(merges)).update(followed=True)


def _tell(code: Code, verb: str, actor: str) -> None:
    """The life of a code is only ever added to."""
    CodeEvent.objects.create(
        code=code.key, subject=code.subject, verb=verb, state=code.state, actor=actor, at=clock.now(), reason=code.reason
    )


def _hand_over(kept: str, other: str, actor: str) -> list[dict[str, Any]]:
    """One code stays in hand. Returns the codes as they were before."""
    in_hand = Code.objects.exclude(state__in=OVER)
    theirs = list(in_hand.filter(subject=other).order_by("issued_at", "key"))
    if not theirs:
        return []
    before = [_as_it_was(code) for code in theirs]
    now = clock.now()
    if in_hand.filter(subject=kept).exists():
        for code in theirs:
            code.state, code.state_since, code.reason = "replaced", now, "两份档案合并，以保留的码为准"
            code.save(update_fields=["state", "state_since", "reason"])
            _tell(code, "merge", actor)
        return [was | {"left": ["replaced", now.isoformat()]} for was in before]
    vault.ensure_keys([kept])
    for code in theirs:
        bound = b"registry_code:" + bytes(code.key)
        text = vault.open_many([(other, bytes(code.sealed), bound)])[0]
        if text is not None:
            code.subject, code.sealed = kept, vault.seal_many([(kept, text, bound)])[0]
            code.save(update_fields=["subject", "sealed"])
    return [was | {"left": [was["state"], was["state_since"]]} for was in before]


def _as_it_was(code: Code) -> dict[str, Any]:
    return {
        "key": bytes(code.key).hex(),
        "subject": code.subject,
        "state": code.state,
        "state_since": code.state_since.isoformat(),
        "reason": code.reason,
        "sealed": b64encode(bytes(code.sealed)).decode(),
    }


def _give_back(codes: Sequence[dict[str, Any]], actor: str) -> None:
    for was in codes:
        code = Code.objects.get(key=bytes.fromhex(was["key"]))
        code.subject, code.sealed = was["subject"], b64decode(was["sealed"])
        if [code.state, code.state_since.isoformat()] == was["left"]:  # a code lost meanwhile stays lost
            code.state, code.reason = was["state"], was["reason"]
            code.state_since = datetime.fromisoformat(was["state_since"])
        code.save(update_fields=list(_KEPT_OF_CODE))
        _tell(code, "unmerge", actor)
