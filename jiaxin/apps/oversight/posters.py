"""诚信海报 — a code of its own for each community, its reach, and whether look-ups before orders became more frequent there.

A scan is a record of the spool like any other: no address, no browser, a random token. Scans of codes that no poster has
are dropped when the spool is drained.
Not here  the comparison (domain/incentives/culture), the look-ups themselves (lookups).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F

from jiaxin.apps.access.actions import require
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.oversight.models import Drive, LookUp, Poster
from jiaxin.apps.publication.cardfile import key_of
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.scoring import queries as scoring
from jiaxin.domain.errors import Refused
from jiaxin.domain.figures.lookups import Seen, own_tokens
from jiaxin.domain.figures.rules import figure_rules
from jiaxin.domain.incentives.campaigns import Comparison
from jiaxin.domain.incentives.clustered import Rate
from jiaxin.domain.incentives.culture import Ordered, culture_rules, looked_up, needed
from jiaxin.domain.permissions import Actor, Permission
from jiaxin.kit import clock, ids, qr, typesetting
from jiaxin.kit.scratch import scratch

WALL = "wall"  # the use under which a poster's scan stands in the spool
_SHORT = 8
_NOT_LOOKS = ("enter", "own", "ok", "no", "kept", WALL)


@dataclass(frozen=True, slots=True)
class Reach:
    """One community: scans ever; browsers of the days kept, and how many of them opened a card afterwards."""

    code: str
    community: str
    name: str
    scans: int
    browsers: int
    followed: int


@dataclass(frozen=True, slots=True)
class DriveView:
    id: str
    title: str
    slogan: str
    posted_on: date
    reach: tuple[Reach, ...]

    @property
    def scans(self) -> int:
        return sum(one.scans for one in self.reach)


def communities() -> dict[str, str]:
    """Code → name of the communities of today."""
    return dict(registry.regions("community", clock.today()))


def hang_posters(actor: Actor, title: str, slogan: str, posted_on: date, chosen: Sequence[str]) -> str:
    """A drive with one code a community. Returns its id."""
    require(actor, Permission.POSTER_KEEP)
    known = communities()
    if not title.strip() or not slogan.strip():
        raise Refused("poster.words", "没有填写标题或宣传语", "例如标题“请人上门之前，查一查”，宣传语“扫一扫，看看她的信用”")
    if not chosen or not set(chosen) <= set(known):
        raise Refused("poster.where", "没有选择社区", "请至少勾选一个社区；没有勾选的社区用来比较")
    with transaction.atomic():
        drive = Drive.objects.create(id=ids.new_id(), title=title.strip()[:30], slogan=slogan.strip()[:60], posted_on=posted_on, made_by=actor.id, made_at=clock.now())
        Poster.objects.bulk_create([Poster(code=ids.new_id(), drive=drive, community=one, name=known[one]) for one in dict.fromkeys(chosen)])
    return str(drive.id)


def drives() -> list[DriveView]:
    """The newest first."""
    return [_view(one, {}) for one in Drive.objects.order_by("-posted_on", "id").prefetch_related("posters")]


def drive(drive_id: str) -> DriveView:
    one = _found(drive_id)
    return _view(one, _browsers(one))


def drive_effect(drive_id: str) -> tuple[Comparison, datetime | None]:
    """What was kept of it for good, or what can be counted today and when it was."""
    one = _found(drive_id)
    if one.settled:
        return _kept(one.settled), None
    said, at = scoring.counted(f"drive:{one.id}", lambda: asdict(_counted(one, clock.today())))
    return _kept(said), at


def poster_pdf(drive_id: str, community: str = "") -> bytes:
    """The posters as A4 pages, one a community, or that of one."""
    one = _found(drive_id)
    posters = [p for p in one.posters.order_by("community") if not community or p.community == community]
    if not posters:
        raise Refused("access.absent", "没有这个社区的海报", "请从宣传页面下载")
    with scratch(Path(settings.DATA)) as folder:
        pages = []
        for number, poster in enumerate(posters):
            (folder / f"code-{number}.svg").write_bytes(qr.svg(f"{settings.DISTRICT.public_url.rstrip('/')}/s/{poster.code}", border=2))
            pages.append({"qr": f"code-{number}.svg", "name": poster.name})
        said = {"title": one.title, "slogan": one.slogan, "office": settings.DISTRICT.name, "site": settings.DISTRICT.public_url, "pages": pages}
        return typesetting.pdf(Path(__file__).with_name("print") / "poster.typ", said, folder)


def known_posters(scanned: dict[bytes, int]) -> frozenset[bytes]:
    """Keys among these that belong to a poster; their scans are added to its count."""
    if not scanned:
        return frozenset()
    keys = {key_of(code): code for code in Poster.objects.order_by("code").values_list("code", flat=True)}
    for key, count in scanned.items():
        if key in keys:
            Poster.objects.filter(code=keys[key]).update(scans=F("scans") + count)
    return frozenset(keys) & frozenset(scanned)


def settle(today: date) -> int:
    """Once a day: what can be known of a drive is kept before its look-ups go. How many were."""
    done = 0
    for one in Drive.objects.filter(settled=None).order_by("id"):
        found = _counted(one, today)
        if found.effect is not None:
            one.settled = asdict(found)
            one.save(update_fields=["settled"])
            done += 1
    return done


def count_drives(today: date) -> int:
    """Before anybody looks: those that nothing is kept of for good. How many."""
    waiting = list(Drive.objects.filter(settled=None, posted_on__lte=today).order_by("id").values_list("id", flat=True))
    for one in waiting:
        drive_effect(one)
    return len(waiting)


def _counted(one: Drive, today: date) -> Comparison:
    book = culture_rules(one.posted_on)
    looks_from, first, last = needed(one.posted_on, book)
    oldest = today - timedelta(days=figure_rules(today).keep_days)
    if looks_from < oldest:
        nothing = Rate(0, 0)
        return Comparison(0, 0, nothing, nothing, nothing, nothing, None, None, None, f"需要 {looks_from} 起的查询记录，保留期只到 {oldest}")
    served = scoring.served(first, min(last, today), ledger.checkpoint().size)
    workers = sorted({worker for worker, _ in served})
    homes, keys = registry.communities_of(workers), registry.code_keys(workers)
    cards = {worker: sha256(key).digest()[:_SHORT] for worker, (key, _) in keys.items()}
    orders = (Ordered(homes.get(worker, ""), cards.get(worker, b""), day) for worker, day in served)
    hung = frozenset(one.posters.order_by("community").values_list("community", flat=True))
    return looked_up(orders, _looks(looks_from), hung, one.posted_on, today, book)


def _looks(since: date) -> dict[bytes, set[int]]:
    """Card → days on which a family's browser opened it; a company's own look-ups are out."""
    start = int((clock.now() - timedelta(days=(clock.today() - since).days + 1)).timestamp())
    rows = LookUp.objects.filter(at__gte=start).order_by("at").values_list("token", "card", "company", "at", "use")
    seen = [Seen(bytes(t), bytes(c), f, at, use) for t, c, f, at, use in rows]
    own = own_tokens(seen, figure_rules(clock.today()))
    found: dict[bytes, set[int]] = defaultdict(set)
    for look in seen:
        if look.use not in _NOT_LOOKS and (not look.token or look.token not in own):
            found[look.card].add(datetime.fromtimestamp(look.at, clock.CHINA).date().toordinal())
    return found


def _browsers(one: Drive) -> dict[str, tuple[int, int]]:
    """Code of a poster → browsers that scanned it, and those that opened a card later."""
    codes = {sha256(key_of(p.code)).digest()[:_SHORT]: p.code for p in one.posters.order_by("code")}
    first: dict[str, dict[bytes, int]] = defaultdict(dict)
    for token, card, at in _rows(LookUp.objects.filter(use=WALL).exclude(token=b"").order_by("at").values_list("token", "card", "at")):
        if card in codes:
            first[codes[card]].setdefault(token, at)
    tokens = {token for found in first.values() for token in found}
    latest: dict[bytes, int] = {}
    for token, _, at in _rows(LookUp.objects.exclude(use__in=_NOT_LOOKS).exclude(token=b"").order_by("at").values_list("token", "card", "at")):
        if token in tokens:
            latest[token] = at
    return {code: (len(found), sum(latest.get(token, -1) >= at for token, at in found.items())) for code, found in first.items()}


def _rows(rows: Iterable[tuple[bytes, bytes, int]]) -> Iterable[tuple[bytes, bytes, int]]:
    return ((bytes(token), bytes(card), at) for token, card, at in rows)


def _view(one: Drive, browsers: dict[str, tuple[int, int]]) -> DriveView:
    reach = [Reach(p.code, p.community, p.name, p.scans, *browsers.get(p.code, (0, 0))) for p in sorted(one.posters.all(), key=lambda p: p.community)]
    return DriveView(one.id, one.title, one.slogan, one.posted_on, tuple(reach))


def _found(drive_id: str) -> Drive:
    try:
        return Drive.objects.get(pk=drive_id)
    except Drive.DoesNotExist:
        raise Refused("access.absent", "没有找到这次宣传", "请从诚信宣传列表进入") from None


def _kept(said: dict[str, object]) -> Comparison:
    rates = {name: Rate(**value) if isinstance(value, dict) else value for name, value in said.items()}
    return Comparison(**rates)  # type: ignore[arg-type]  # written by `settle` from the same class
