"""公开日志 — the record as outsiders check it: checkpoints, keys, witnesses, the files of the logs, and the programs to check with.

Nothing here is about anybody: a tile holds hashes over salted commitments (apps/evidence).
"""

from base64 import b64encode
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiaxin.apps.access.doors import public
from jiaxin.apps.evidence import queries as evidence
from jiaxin.kit import clock
from jiaxin.portals.shared.parts import Crumb

_PROGRAMS = Path(__file__).resolve().parents[3] / "tools" / "verify"
_OFFERED = {"verify": "jiaxin_verify_log.py", "witness": "jiaxin_witness.py"}
_LABELS = {"facts": "信用记录日志", "reads": "查阅记录日志"}
_WHY = "日志只有散列值，任何人都可以核对"


@public(_WHY)
@require_safe
def logs(request: HttpRequest) -> HttpResponse:
    return render(request, "access/logs.html", {"rows": [_row(request, name) for name in evidence.names()], "district": settings.DISTRICT.name, "crumbs": [Crumb("公示公告", "/notices/")]})


@public(_WHY)
@require_safe
def log_file(request: HttpRequest, name: str, file: str) -> HttpResponse:
    """Byte for byte as it lies in the folder. Full tiles never change."""
    data = evidence.public_file(name, file)
    if data is None:
        raise Http404
    answer = HttpResponse(data, content_type="application/octet-stream" if file.startswith("tile/") else "text/plain; charset=utf-8")
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable" if file.startswith("tile/") else "no-cache"
    return answer


@public(_WHY)
@require_safe
def program(request: HttpRequest, which: str) -> HttpResponse:
    if which not in _OFFERED:
        raise Http404
    answer = HttpResponse((_PROGRAMS / _OFFERED[which]).read_bytes(), content_type="text/x-python; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{_OFFERED[which]}"'
    return answer


def _row(request: HttpRequest, name: str) -> dict[str, object]:
    note = evidence.latest(name)
    row: dict[str, object] = {"label": _LABELS[name], "keys": evidence.vkeys(name), "address": request.build_absolute_uri(f"/notices/log/{name}"), "point": None}
    if note is not None:
        point = note.checkpoint()
        root = b64encode(point.root).decode()
        names = [line.split()[1] for line in note.lines]
        row |= {
            "point": point, "root": " ".join(root[at : at + 4] for at in range(0, len(root), 4)), "signed": datetime.fromtimestamp(evidence.signed_at(name, note), clock.CHINA),
            "witnesses": [one for one in dict.fromkeys(names) if one != point.origin],
        }  # fmt: skip
    return row
