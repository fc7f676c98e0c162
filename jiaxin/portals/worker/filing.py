"""自己建档 — one page on her phone: nine answers, two photos, what she agrees to. What was typed stays when something is wrong."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from jiaxin.apps.access import queries as access
from jiaxin.apps.access.doors import door
from jiaxin.apps.intake import actions
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.disclosure.purposes import FILING, consent_rules
from jiaxin.domain.errors import Refused
from jiaxin.domain.field.filing import FIELDS
from jiaxin.domain.field.rules import field_rules
from jiaxin.domain.permissions import Permission
from jiaxin.domain.records.kind import kind
from jiaxin.domain.records.service_words import SERVICE_WORDS
from jiaxin.kit import clock, picture_reading
from jiaxin.portals.shared import proposing
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.signing import picture
from jiaxin.portals.worker.own_file import MENU, candidates, draft_of, settled

ASKED = tuple(name for name in FIELDS if name != "phone")  # the phone is the one she signed in with
READS = "certificates-read"


@door(Permission.FILE_OPEN)
def file(request: HttpRequest) -> HttpResponse:
    actor = settled(actor_of(request))
    if actor.subject or candidates(actor):
        return redirect("worker:home")
    remarks: dict[str, str] = {}
    if request.method == "POST":
        said = {name: request.POST.get(name, "") for name in ASKED} | {"job_types": request.POST.getlist("job_types")}
        try:
            photo, certificate = (picture(chosen) if (chosen := request.FILES.get(name)) else b"" for name in ("photo", "certificate"))
            actions.open_own_file(actor, said, request.POST.getlist("purpose"), photo, request.POST.get("by", ""), request.POST.get("tell") == "on", certificate)
        except actions.Faulty as why:
            remarks = {one.field: f"{one.said}。{one.do_this}" for one in why.remarks}
        except Refused as why:
            remarks = {"": f"{why.said}。{why.do_this}"}
        else:
            messages.success(request, "档案已建好。您的信用码几秒钟内就能用；下一步：看看家庭扫码会看到什么。")
            return redirect("worker:home")
    return framed(request, MENU[:1], "worker/file.html", _shown(request, remarks, access.own_phone(actor)) | {"draft_of": draft_of(actor)}, status=409 if remarks else 200)


@door(Permission.FILE_OPEN)
@require_POST
def read(request: HttpRequest) -> JsonResponse:
    """证书识读: what her certificate says, for her to compare; a few times each sign-in. Nothing is kept."""
    settled(actor_of(request))
    proposing.must_be_installed()
    done, most = int(request.session.get(READS, 0)), field_rules(clock.today()).reads_a_sign_in
    if done >= most:
        raise Refused("field.reads", f"这次登录已经识读了 {most} 张照片", "请手工填写")
    request.session[READS] = done + 1
    found = proposing.proposed(request.body, ("certificate",))
    return JsonResponse(found | {"lines": [one for one in found["lines"] if one["field"] in ASKED]})


def _shown(request: HttpRequest, remarks: dict[str, str], phone: str) -> dict[str, object]:
    first = request.method != "POST"
    rules = consent_rules(clock.today())
    agreed = request.POST.getlist("purpose")
    return {
        "reader": picture_reading.installed(),
        "by": request.POST.get("by") or request.GET.get("by", ""), "remarks": remarks, "general": remarks.get("", ""), "typed": request.POST, "phone": f"{phone[:3]}****{phone[-4:]}",
        "trades": [(words[0], words[0] in request.POST.getlist("job_types")) for words in SERVICE_WORDS],
        "classes": [words[0] for words in kind("health.check").field("health_class").words],
        "firms": [(c.credit_code, c.name) for c in registry.companies().values()],
        "purposes": [(one, not first and one.code in agreed, one.code == FILING) for one in rules.purposes],
    }  # fmt: skip
