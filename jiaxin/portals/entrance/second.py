"""第二步 — allauth's own views, told which ways an account has, so that a page offers no way that is not there."""

from typing import Any

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser


class SecondStep(AuthenticateView):  # type: ignore[misc]  # allauth ships no types
    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(**more) | ways(self.stage.login.user)


class Again(ReauthenticateView):  # type: ignore[misc]  # allauth ships no types
    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(**more) | ways(self.request.user)


def ways(account: AbstractBaseUser) -> dict[str, bool]:
    held = set(Authenticator.objects.filter(user=account).values_list("type", flat=True))
    return {"has_passkey": Authenticator.Type.WEBAUTHN in held, "has_app": Authenticator.Type.TOTP in held}
