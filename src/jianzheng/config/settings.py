"""Django's settings, all of them: what the environment says, checked, and what the house has decided."""

from __future__ import annotations

import os
from pathlib import Path

from jianzheng.config import environment

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = ROOT / "src" / "jianzheng"
NODE_MODULES = ROOT / "node_modules"

DEMO = environment.flag(os.environ, "DEMO", default=False)
VAR = environment.folder(os.environ, "VAR", ROOT / "var")
SECRET_KEY = environment.secret(os.environ, VAR, DEMO)
HTTPS = environment.flag(os.environ, "HTTPS", default=False)
ALLOWED_HOSTS = environment.names(os.environ, "ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if HTTPS and host != "*"]
DEBUG = False

# Official papers: the address that citizens reach this house under (printed as a QR code), and the organs' seals.
PORT = environment.number(os.environ, "PORT", 8000, least=1, most=65535)
PUBLIC_URL = environment.address(os.environ, "PUBLIC_URL", f"http://127.0.0.1:{PORT}")
SEALS = environment.folder(os.environ, "SEALS", VAR / "seals")
SEALS_PASSPHRASE = os.environ.get("SEALS_PASSPHRASE", "")

DATABASES = {"default": environment.database(os.environ, VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "jianzheng.apps.people",
    "jianzheng.apps.catalogue",
    "jianzheng.apps.papers",
    "jianzheng.apps.cases",
    "jianzheng.apps.oversight",
    "jianzheng.apps.logs",
    "jianzheng.apps.improve",
    "jianzheng.web.ui",
]
MIDDLEWARE = [
    "jianzheng.web.ui.headers.ContentSecurity",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "jianzheng.web.ui.language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "jianzheng.web.ui.headers.InWords",
    "jianzheng.web.ui.headers.UploadLimit",
    "jianzheng.web.ui.may.OnlyWhoMay",
]
ROOT_URLCONF = "jianzheng.config.urls"
WSGI_APPLICATION = "jianzheng.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "OPTIONS": {
            "builtins": ["jianzheng.web.ui.tags", "django.templatetags.static"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jianzheng.web.ui.page.frame",
            ],
        },
    }
]

# The rooms in the navigation: first page, Chinese, English. Who sees one is asked of that page's `may`.
ROOMS = [
    ("/portal/", "办事大厅", "Portal"),
    ("/window/", "综合窗口", "Window"),
    ("/desk/", "审批工作台", "Desk"),
    ("/watch/", "监督大厅", "Watch"),
    ("/studio/", "流程工作室", "Studio"),
]

# Who signs in.
AUTH_USER_MODEL = "people.Person"
LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]

# Language and time: one choice of language by cookie, one legal time.
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Asia/Shanghai"
CALENDAR = os.environ.get("CALENDAR", "cn")
# Which rule set of packs/cn-lights.yaml the lights of running cases follow.
LIGHTS = os.environ.get("LIGHTS", "default")
# The night: from which hour on our own events are mined, cases of how many days and at most how many, how many
# seconds whoever looks at a service has before somebody else takes it up, and by how many percent the evidence of a declined
# proposal must have grown before it is filed again.
NIGHT = {
    "hour": environment.number(os.environ, "NIGHT_HOUR", 2, least=0, most=23),
    "days": environment.number(os.environ, "NIGHT_DAYS", 365, least=7, most=3650),
    "cases": environment.number(os.environ, "NIGHT_CASES", 20_000, least=100, most=10_000_000),
    "lease": environment.number(os.environ, "NIGHT_LEASE", 600, least=1, most=86_400),
    "grown": environment.number(os.environ, "NIGHT_GROWN", 50, least=1, most=1000),
}
USE_TZ = True

# Files that a browser fetches, from our own folders and from npm packages as they are.
STATIC_URL = "/static/"
STATICFILES_DIRS = [
    PACKAGE / "web" / "static",
    ("tabler", NODE_MODULES / "@tabler" / "core" / "dist"),
    ("htmx", NODE_MODULES / "htmx.org" / "dist"),
    ("bpmn-js", NODE_MODULES / "bpmn-js" / "dist"),
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MAX_AGE = 600

# What a request may bring. A file beyond UPLOAD_LIMIT is refused before it is kept (see web.ui.headers); a form of many files
# takes REQUEST_LIMIT at once (see web.ui.sparing).
MEBIBYTE = 1024 * 1024
UPLOAD_LIMIT = environment.number(os.environ, "UPLOAD_LIMIT_MB", 20, least=1, most=1024) * MEBIBYTE
REQUEST_LIMIT = environment.number(os.environ, "REQUEST_LIMIT_MB", 200, least=1, most=2048) * MEBIBYTE
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * MEBIBYTE
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_NUMBER_FILES = 200
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * MEBIBYTE
FILE_UPLOAD_TEMP_DIR = environment.folder(os.environ, "UPLOADS", VAR / "uploads")

# What a browser is told.
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "jianzheng.web.ui.errors.stale_form"

# Who reacts to events: the table that jobs.deliver walks.
REACTIONS = "jianzheng.config.reactions.REACTIONS"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django.server": {"handlers": [], "propagate": True},
        # A page refused or not found (403, 404, 422) is an answer for the reader; what breaks (5xx) is an error.
        "django.request": {"level": "ERROR"},
        # A seal that is not believed is an answer for the reader, not a warning for the operator.
        "pyhanko": {"level": "ERROR"},
        "pyhanko_certvalidator": {"level": "ERROR"},
    },
}
