"""Settings every profile shares."""

from datetime import timedelta

from config.district import breached_passwords, city_identity, district, key_device, log_receiver, scanner
from config.environment import ROOT, Network, crypto_suite, data_folder, databases
from jiaxin.apps.access import limits

DATA = data_folder()
DISTRICT = district(DATA)
CITY_IDENTITY = city_identity(DATA)
LOG_RECEIVER = log_receiver(DATA)
SCANNER = scanner(DATA)
BREACHED_PASSWORDS = breached_passwords(DATA)
DATABASES = databases(DATA)
TRUSTED_PROXIES: tuple[Network, ...] = ()  # production says otherwise
KEYS_FOLDER = DATA / "keys"
KEY_DEVICE = key_device(DATA)
CRYPTO_SUITE = crypto_suite()
DEBUG = False
REFUSE_WHEN_WEAK = False  # production says otherwise
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"
USE_I18N = True
STATIC_URL = "/static/"
STATICFILES_DIRS = [("shared", ROOT / "jiaxin/portals/shared/dist")]  # made by `make setup`
WHITENOISE_USE_FINDERS = True  # no collecting step between `git pull` and a served page
WHITENOISE_ALLOW_ALL_ORIGINS = False  # nobody else's page has business with ours
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "jiaxin.portals.shared.uploads.Nameless",
]
DISTRICT_NAME = DISTRICT.name

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "jiaxin.apps.access",  # before allauth: our sign-in pages replace its own
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "jiaxin.apps.notices",
    "jiaxin.apps.registry",
    "jiaxin.apps.ledger",
    "jiaxin.apps.scoring",
    "jiaxin.apps.publication",
    "jiaxin.apps.intake",
    "jiaxin.apps.training",
    "jiaxin.apps.governance",
    "jiaxin.apps.presenting",
    "jiaxin.apps.exchange",
    "jiaxin.apps.rights",
    "jiaxin.apps.oversight",
]
# Outermost first. The gate needs the session and the account, and everything inside it needs the gate's answer.
MIDDLEWARE = [
    "jiaxin.apps.access.programs.first",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "jiaxin.portals.shared.language.speaking",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "jiaxin.apps.access.gate.Gate",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted((ROOT / "jiaxin/portals").glob("*/templates")),
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

# ---- Signing in: staff by password and second factor, workers and families by phone code ----
AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "jiaxin.apps.access.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "jiaxin.apps.access.passwords.NotOurWords"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "jiaxin.apps.access.passwords.NotBreached"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "jiaxin.apps.access.adapters.SignIn"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_PRESERVE_USERNAME_CASING = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/sign-in/"
ACCOUNT_REAUTHENTICATION_TIMEOUT = limits.STEP_UP_MINUTES * 60
MFA_ADAPTER = "jiaxin.apps.access.adapters.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
SESSIONS_LIMITED = True  # in how many places at once one account is signed in: access/limits
SECOND_FACTOR_REQUIRED = True  # of everybody who works here; where it is missing, nothing else opens
MFA_TOTP_ISSUER = "家信"
# Failures of one account are counted below, per browser; a second count by name alone would let a stranger keep its owner out.
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = {"login_failed": "10/m/ip"}
AXES_FAILURE_LIMIT = limits.PASSWORD_FAILURES
AXES_COOLOFF_TIME = timedelta(minutes=limits.PASSWORD_REST_MINUTES)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # or an attacker could keep somebody out for ever
AXES_LOCKOUT_PARAMETERS = ["username"]  # by account: guesses come from many addresses
# W021: a name under a city's domain is not ours to put on the browsers' list for good
SILENCED_SYSTEM_CHECKS = ["axes.W006", "security.W021"]  # axes: wants the address in it, which lets every new address guess again
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "jiaxin.apps.access.guesses.counted_as"  # what was typed is not kept
AXES_SENSITIVE_PARAMETERS = ["username", "login", "next", "ip_address"]
AXES_LOCKOUT_TEMPLATE = "access/locked.html"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
SMS_GATEWAY = "jiaxin.apps.notices.delivery.outbox"
OUTBOX_PAGE = False  # the page that shows what would have been sent: demo and development only

# ---- What the browser is told ----
DOORS_ELSEWHERE = "jiaxin.portals.doors.ELSEWHERE"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
SESSION_ENGINE = "jiaxin.apps.access.session_store"
SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = limits.PEOPLE_HOURS * 3600  # the gate ends sessions earlier, by role
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
BROWSER_COOKIE_NAME = "__Host-browser"  # somebody has signed in with this browser before
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True  # htmx takes the token from the page, not from the cookie
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = True  # but for addresses of programs, which are refused instead (access/programs)
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
