"""登记举报 — a report reaches the district by the web, at a counter, by phone or in a hotline's file; its code is the only key to the reply.

Nothing of who reports is kept unless it is offered. The slip for whoever stands at the counter is printed from the code in
hand: the code is kept nowhere, so nobody can print it later.
Not here  how a report goes on (procedures/report), the hotline's file (hotline).
"""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.governance.models import Case
from jiaxin.apps.governance.sealing import NOBODY
from jiaxin.apps.governance.stepping import open_case
from jiaxin.apps.governance.viewing import CaseView, views
from jiaxin.apps.registry import actions as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Value
from jiaxin.domain.permissions import Actor
from jiaxin.domain.procedures.topics import reports, topic_label
from jiaxin.kit import clock, ids, qr, typesetting
from jiaxin.kit.scratch import scratch

BY_OFFICER = {"counter": "当面", "phone": "电话"}
CHANNELS = {**BY_OFFICER, "web": "网上", "hotline": "热线转办"}
_MISREAD = str.maketrans("018", "olb")
_TEMPLATE = Path(__file__).with_name("print") / "report_slip.typ"


@beyond("举报不用登录")
def report(said: Mapping[str, Value], photo: bytes = b"") -> str:
    """举报 without a name, by the web. Returns the code that is the only key to the reply; it is kept nowhere.

    photo  a picture without what a camera wrote into it
    """
    return _opened(Actor.job("report"), {**said, "channel": "web"}, photo)[1]


def register_report(actor: Actor, said: Mapping[str, Value], photo: bytes = b"") -> tuple[str, str]:
    """登记举报: an officer writes down what somebody says at the counter or on the line. Returns (case, code).

    said  `channel` (counter or phone), `topic`, `text`; `place` and, only if offered, `contact`
    Raises Refused for a channel or a kind that is not on the list.
    """
    if said.get("channel") not in BY_OFFICER:
        raise Refused("report.channel", "没有选择是当面还是电话", "请从列表中选择")
    return _opened(actor, said, photo)


@beyond("凭举报编号查看")
def reported(code: str) -> CaseView | None:
    """The report behind a code, however it was typed; None for a code that is none."""
    typed = "".join(code.split()).replace("-", "").lower()
    if not typed:
        return None
    row = Case.objects.filter(procedure="report", about__in=sorted({digest_of(one) for one in (code, typed, typed.translate(_MISREAD))})).order_by("id").first()
    return views([row])[0] if row else None


def digest_of(code: str) -> str:
    return sha256(b"report:" + code.strip().encode()).hexdigest()


def reply_due(one: CaseView) -> date | None:
    """The day by which the reply is due; None once it is there."""
    return next((d.due.on for d in one.deadlines if d.verb == "reply"), None)


def report_slip(code: str) -> bytes:
    """回执 — the slip for the hand of whoever reported, as PDF. Raises Refused for a code that is none."""
    one = reported(code)
    if one is None:
        raise Refused("report.code", "没有找到这个编码", "回执只能在登记时打印；编码丢了的，请重新登记")
    address = f"{settings.DISTRICT.site_url.rstrip('/')}/report/reply/"
    due, first = reply_due(one), one.events[0]
    with scratch(Path(settings.DATA)) as folder:
        (folder / "reply.svg").write_bytes(qr.svg(address, border=2))
        said = {
            "office": f"{settings.DISTRICT.name}商务局", "code": spelled(code), "topic": topic_label(str(first.said["topic"]), first.on), "on": first.on.isoformat(),
            "channel": CHANNELS.get(str(first.said.get("channel")), ""), "due": due.isoformat() if due else "", "address": address, "hotline": settings.DISTRICT.hotline,
        }  # fmt: skip
        return typesetting.pdf(_TEMPLATE, said, folder)


def spelled(code: str) -> str:
    """A code as it is read out: groups of four."""
    bare = "".join(code.split())
    return " ".join(bare[n : n + 4] for n in range(0, len(bare), 4))


def _opened(actor: Actor, said: Mapping[str, Value], photo: bytes) -> tuple[str, str]:
    if said.get("topic") not in reports(clock.today()):
        raise Refused("report.topic", "没有选择举报类别", "请从列表中选择")
    code = ids.new_id()
    evidence = {"evidence": registry.keep_file(NOBODY, photo)} if photo else {}
    return open_case(actor, "report", "", digest_of(code), {**said, **evidence}, street=actor.street), code
