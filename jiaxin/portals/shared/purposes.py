"""查阅目的 — what somebody opens or exports for, as the person herself will read it."""

from django.http import HttpRequest

from jiaxin.domain.errors import Refused


def purpose_of(request: HttpRequest) -> str:
    """Raises Refused when it says nothing."""
    said = " ".join(request.POST.get("purpose", "").split())
    if len(said) < 4:
        raise Refused("read.no-purpose", "没有写明查阅目的", "请写明办理什么事项（至少 4 个字），本人会看到这句话")
    return said[:50]
