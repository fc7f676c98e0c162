"""统一身份认证 — a city's own sign-in before ours, by OpenID Connect: authorization code with PKCE (RFC 6749, 7636; OpenID Connect Core 1.0).

Whoever comes from there is let in only if that very identity was bound to an account before, by its owner, signed in
and freshly proved: the city says who somebody is, never what she may do here. An unknown identity opens nothing and
makes nothing. The second step of sign-in is asked as after a password. Of the identity only a blind index is kept.

Set up in `jiaxin.toml`:  [identity]  issuer, client_id, label;  the client's secret in `keys/city-identity`, mode 0600.
"""

import json
import secrets
import urllib.error
import urllib.parse
import urllib.request
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib.auth import logout
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from jiaxin.apps.access import keyfiles, limits, sessions, vault
from jiaxin.apps.access.models import Account, CityIdentity
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Role
from jiaxin.kit import clock
from jiaxin.kit.crypto.jws import Forged, opened

_STATE = "city_sign_in"
_LEEWAY_SECONDS = 60
_MOST_BYTES = 1 << 20
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
SIGN_IN, BIND = "sign-in", "bind"


def offered() -> str:
    """What the button says; empty where this district has no such provider."""
    return settings.CITY_IDENTITY.label if settings.CITY_IDENTITY else ""


def begin(request: HttpRequest, wanted: str) -> str:
    """The address at the provider to go to. What comes back must bring the same state, by the same browser."""
    if wanted == BIND and not sessions.is_fresh(request):
        raise Refused("access.step-up", "绑定统一身份前需要再次验证身份。", "请重新输入密码或验证码。")
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    request.session[_STATE] = {"state": state, "nonce": nonce, "verifier": verifier, "wanted": wanted, "at": clock.now().timestamp()}
    asked = {
        "response_type": "code", "client_id": settings.CITY_IDENTITY.client_id, "redirect_uri": _back(request), "scope": "openid",
        "state": state, "nonce": nonce, "code_challenge_method": "S256",
        "code_challenge": urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode(),
    }  # fmt: skip
    return f"{_metadata()['authorization_endpoint']}?{urllib.parse.urlencode(asked)}"


def come_back(request: HttpRequest) -> tuple[str, HttpResponse | None]:
    """What was wanted, and the answer that goes on signing in (none after binding). Raises Refused."""
    begun = request.session.pop(_STATE, None)
    fresh = begun and clock.now().timestamp() - begun["at"] < limits.CITY_SIGN_IN_MINUTES * 60
    if not fresh or not secrets.compare_digest(begun["state"], request.GET.get("state", "")):
        raise Refused("city.state", "这次统一身份登录已经失效。", "请从登录页面重新开始。")
    if not (code := request.GET.get("code", "")):
        raise Refused("city.denied", "统一身份认证没有通过。", "请重新登录，或用账号和密码登录。")
    index = _identity(_claims(request, code, begun))
    if begun["wanted"] == BIND:
        _bind(request, index)
        return BIND, None
    return SIGN_IN, _sign_in(request, index)


def bound(account: int) -> bool:
    return CityIdentity.objects.filter(account=account).exists()


def unbind(account: int) -> None:
    CityIdentity.objects.filter(account=account).delete()


def _sign_in(request: HttpRequest, index: bytes) -> HttpResponse:
    found = CityIdentity.objects.select_related("account").filter(identity=index).first()
    if found is None or not found.account.is_active or not found.account.role:
        raise Refused("city.unknown", "这个统一身份没有绑定本系统的账号。", "请先用账号和密码登录，在“登录与安全”页面绑定。")
    if request.user.is_authenticated:
        logout(request)
    return perform_login(request, found.account, email_verification="none")  # with the second step, as after a password


def _bind(request: HttpRequest, index: bytes) -> None:
    account = request.user
    if not isinstance(account, Account) or not account.role or not Role(account.role).is_staff or not sessions.is_fresh(request):
        raise Refused("city.bind", "绑定没有完成。", "请重新登录后，在“登录与安全”页面再绑定一次。")
    try:
        CityIdentity.objects.update_or_create(account=account, defaults={"identity": index, "bound_at": clock.now()})
    except IntegrityError:
        raise Refused("city.taken", "这个统一身份已绑定另一个账号。", "一个统一身份只能绑定一个账号；如有错误请联系安全管理员。") from None


def _claims(request: HttpRequest, code: str, begun: Mapping[str, Any]) -> dict[str, Any]:
    """What the provider says about the code, checked as OpenID Connect Core 3.1.3.7 asks."""
    provider, metadata = settings.CITY_IDENTITY, _metadata()
    form = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": _back(request), "client_id": provider.client_id,
        "client_secret": _secret(), "code_verifier": begun["verifier"],
    }  # fmt: skip
    try:
        claims = opened(_asked(metadata["token_endpoint"], form)["id_token"], _asked(metadata["jwks_uri"])["keys"])
    except (Forged, KeyError) as why:
        raise Refused("city.token", "统一身份认证的答复不可信。", "请重新登录；多次出现请告知系统管理员。") from why
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    now = clock.now().timestamp()
    if not (
        claims.get("iss") == provider.issuer
        and provider.client_id in audiences
        and (len(audiences) == 1 or claims.get("azp") == provider.client_id)
        and isinstance(claims.get("exp"), int | float)
        and now < claims["exp"] + _LEEWAY_SECONDS
        and abs(now - claims.get("iat", 0)) < limits.CITY_SIGN_IN_MINUTES * 60 + _LEEWAY_SECONDS
        and claims.get("nonce") == begun["nonce"]
        and isinstance(claims.get("sub"), str)
        and claims["sub"]
    ):
        raise Refused("city.token", "统一身份认证的答复不可信。", "请重新登录；多次出现请告知系统管理员。")
    return claims


def _identity(claims: Mapping[str, Any]) -> bytes:
    return vault.blind_index("city-identity", f"{claims['iss']}\n{claims['sub']}")


def _metadata() -> dict[str, Any]:
    """OpenID Connect Discovery 1.0. The document must name the issuer that was asked, and https addresses."""
    issuer = settings.CITY_IDENTITY.issuer
    found = _asked(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    if found.get("issuer") != issuer:
        raise Refused("city.issuer", "统一身份认证平台的说明与登记的不符。", "请系统管理员核对 jiaxin.toml 的 [identity]。")
    return found


def _asked(address: str, form: Mapping[str, str] | None = None) -> dict[str, Any]:
    parts = urllib.parse.urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise Refused("city.http", "统一身份认证平台的地址不是 https。", "请系统管理员核对 jiaxin.toml 的 [identity]。")
    data = urllib.parse.urlencode(form).encode() if form is not None else None
    try:
        request = urllib.request.Request(address, data, {"Accept": "application/json"})  # https was asked above
        with _OPENER.open(request, timeout=10) as answer:
            said = json.loads(answer.read(_MOST_BYTES))
    except (OSError, ValueError) as why:
        if isinstance(why, urllib.error.HTTPError):
            why.close()  # an answer that is a refusal, or would lead elsewhere
        raise Refused("city.silent", "统一身份认证平台没有答复。", "请稍后再试，或用账号和密码登录。") from why
    if not isinstance(said, dict):
        raise Refused("city.silent", "统一身份认证平台的答复看不懂。", "请稍后再试，或用账号和密码登录。")
    return said


class _StayHere(urllib.request.HTTPRedirectHandler):
    """The provider's own addresses answer themselves: nobody leads us elsewhere with a code or a secret in hand."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_StayHere)  # nosemgrep: tools.scan.unverified-tls-or-fetch  # addresses from jiaxin.toml alone


def _secret() -> str:
    return keyfiles.text(Path(settings.KEYS_FOLDER) / "city-identity")


def _back(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("entrance:city-back"))
