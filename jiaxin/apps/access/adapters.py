"""What allauth asks us: no self sign-up, where to go after sign-in, and second factors kept in the vault."""

from base64 import b64decode, b64encode
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse

from jiaxin.apps.access import guesses, origins, sessions, vault

_OWNER, _PLACE = "second-factors", b"mfa_authenticator"


class SignIn(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # staff accounts are opened by the system administrator, the others by phone code

    def is_reauthentication_required(self, *, app: str) -> bool:
        """One rule for allauth's own pages and for ours: proved within the last minutes."""
        return not sessions.is_fresh(self.request)

    def post_login(self, request: HttpRequest, user: Any, **told: Any) -> HttpResponse:
        answer: HttpResponse = super().post_login(request, user, **told)
        guesses.remember(request, answer, user.get_username())
        return answer

    def get_client_ip(self, request: HttpRequest) -> str:
        """What its own limits count by; behind a proxy everybody would be one visitor."""
        return origins.counted_from(request)

    def send_notification_mail(self, *args: object, **kwargs: object) -> None:
        """No account has a mail address."""


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Seeds of authenticator apps and recovery codes, sealed like everything secret."""

    def encrypt(self, text: str) -> str:
        vault.ensure_keys([_OWNER])
        (sealed,) = vault.seal_many([(_OWNER, text.encode(), _PLACE)])
        return b64encode(sealed).decode()

    def decrypt(self, encrypted_text: str) -> str:
        (text,) = vault.open_many([(_OWNER, b64decode(encrypted_text), _PLACE)])
        return (text or b"").decode()
