"""On a developer's machine and in the demo."""

from config.settings.base import *  # noqa: F403

SECRET_KEY = "development only: a district's own key is made at setup"
DEBUG = False

# Plain http on one's own machine: cookies that demand https would never come back.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = False
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, BROWSER_COOKIE_NAME = "session", "csrf", "browser"
SECURE_HSTS_SECONDS = 0
OUTBOX_PAGE = True
SESSIONS_LIMITED = False  # many look at a demo with one and the same account
SECOND_FACTOR_REQUIRED = False  # the demo district is looked at by whoever has its password
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
