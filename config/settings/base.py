"""Settings every profile shares."""

from config.district import district
from config.environment import ROOT, crypto_suite, data_folder, databases

DATA = data_folder()
DISTRICT = district(DATA)
DATABASES = databases(DATA)
KEYS_FOLDER = DATA / "keys"
CRYPTO_SUITE = crypto_suite()
AUTH_USER_MODEL = "access.Account"
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"
USE_I18N = True
STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "static"
STATICFILES_DIRS = [("shared", ROOT / "jiaxin/portals/shared/dist")]  # made by `make setup`
WHITENOISE_USE_FINDERS = True  # no collecting step between `git pull` and a served page
LOCALE_PATHS = [ROOT / "jiaxin/portals/shared/locale"]
DISTRICT_NAME = ""

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "jiaxin.apps.access",
    "jiaxin.apps.notices",
    "jiaxin.apps.registry",
    "jiaxin.apps.ledger",
    "jiaxin.apps.scoring",
    "jiaxin.apps.publication",
    "jiaxin.apps.intake",
    "jiaxin.apps.governance",
]
MIDDLEWARE: list[str] = []
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "jiaxin/portals/shared/templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "jiaxin.portals.shared.chrome.chrome",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "jiaxin.portals.shared.templatetags.components",
            ],
        },
    }
]
