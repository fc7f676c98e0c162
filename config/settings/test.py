"""Stricter than production: see tests/strictness.py. Never touches a district's own data."""

from tests.stores import prepare

prepare()  # sets the data folder and the store, so it comes before the shared settings

from config.settings.base import *  # noqa: E402, F403
from config.settings.base import DATA, DATABASES  # noqa: E402

SECRET_KEY = "test"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in service: an in-memory database locks differently. Without waiting for the disk.
    DATABASES["default"]["TEST"] = {"NAME": DATA / "test.sqlite3"}
    options = DATABASES["default"]["OPTIONS"]
    options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
SECURE_SSL_REDIRECT = False  # the test client speaks http
SESSIONS_LIMITED = False  # a test opens as many browsers as it likes; tests of their own ask for it
SECOND_FACTOR_REQUIRED = False  # a test of its own asks for it
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
ACCOUNT_RATE_LIMITS = False  # its counters live in the process and would leak from test to test
