"""程序的门 — what is asked of a request before anything else looks at it: a method that is served here, and for programs, https.

A person's browser that comes by http is led to https. A program is told no instead: led on, it would go on sending its token in
the clear with each first request, and nobody would notice (OWASP ASVS 5.0, 4.1.2).

A body says how long it is. One in chunks (Transfer-Encoding) is refused: the server cannot tell us whether it broke off, and where two
parties measure a body differently, one request can hide a second (4.2.1). The proxy in front passes bodies on with their length.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

PREFIX = "/api/"
METHODS = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE")  # neither TRACE nor CONNECT
_HTTP = {
    "code": "access.http",
    "said": "程序接口只接受 https。",
    "do_this": "请把地址改为 https；刚才的令牌已经以明文发出，请更换。",
}


def first(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The outermost middleware."""

    def answered(request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if "HTTP_TRANSFER_ENCODING" in request.META:
            return HttpResponse("请求要写明长度（Content-Length）。", "text/plain; charset=utf-8", 411)
        if settings.SECURE_SSL_REDIRECT and request.path_info.startswith(PREFIX) and not request.is_secure():
            return JsonResponse(_HTTP, status=403)
        return get_response(request)

    return answered
