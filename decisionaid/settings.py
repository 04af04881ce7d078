"""Settings of the site. Everything that differs between places is read from the environment (README, "Settings")."""

from __future__ import annotations

import datetime
import secrets
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from conditions.guide.languages import LANGUAGES as SITE_LANGUAGES
from decisionaid import database_url, embedded_postgres, environment

BASE_DIR = Path(__file__).resolve().parent.parent
DATA = Path(environment.text("ASKFIRST_DATA", str(BASE_DIR / ".data"))).resolve()

# The demo and the tests run without a word of configuration; production is a flag, and then nothing is guessed.
PRODUCTION = environment.flag("PRODUCTION", False)
DEBUG = environment.flag("DEBUG", False)


def _secret_key() -> str:
    given = environment.text("SECRET_KEY", "")
    if given:
        return given
    if PRODUCTION:
        raise ImproperlyConfigured("PRODUCTION is set, so SECRET_KEY must be set too: 50 or more random characters.")
    kept = DATA / "secret-key"
    try:
        DATA.mkdir(parents=True, exist_ok=True)
        if not kept.exists():
            kept.touch(mode=0o600)
            kept.write_text(secrets.token_urlsafe(64), encoding="ascii")
        return kept.read_text(encoding="ascii")
    except OSError:  # a read-only folder: sessions end with the process, which is all that is lost
        return secrets.token_urlsafe(64)


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1],testserver")
SITE_ADDRESS = environment.text("SITE_ADDRESS", "").rstrip("/")  # scheme and host, for canonical links and QR codes
CONTACT_EMAIL = environment.text("CONTACT_EMAIL", "")  # where readers report errors

INSTALLED_APPS = [
    "modeltranslation",  # before admin, so that its admin classes know the language columns
    "conditions.apps.DeskConfig",  # django.contrib.admin, with our own site
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "conditions",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "conditions.reading.caching.PublicGZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "decisionaid.urls"
WSGI_APPLICATION = "decisionaid.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASE_URL = environment.text("DATABASE_URL", "")


def _database() -> dict[str, Any]:
    try:
        database = database_url.parse(DATABASE_URL or embedded_postgres.address(DATA))
    except ValueError as error:
        raise ImproperlyConfigured(f"DATABASE_URL: {error}") from error
    options = database.setdefault("OPTIONS", {})
    options.setdefault("connect_timeout", 5)
    options["pool"] = {"min_size": 0, "max_size": 8, "timeout": 2}
    return database


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The editors' desk: who gets in
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = datetime.timedelta(hours=1)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # together: nobody elsewhere can lock an editor out
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "conditions.editing.logins.client_address"
AXES_LOCKOUT_TEMPLATE = "editing/locked_out.html"
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True  # who signed in and when is in nobody's table
AXES_VERBOSE = False
OTP_TOTP_ISSUER = "Ask First"
SESSION_COOKIE_AGE = 8 * 60 * 60  # seconds without a page of the desk; each page of it begins them anew
# Proxies whose X-Forwarded-For is believed (addresses or networks). None named: who knocks is the client.
PROXIES = environment.words("PROXIES", "") if PRODUCTION else []

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Languages: the codes come from one place, and only these two are ever activated
LANGUAGE_CODE = "en"
LANGUAGES = [(language.code, language.own_name) for language in SITE_LANGUAGES]
LOCALE_PATHS = [BASE_DIR / "locale"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_ENABLE_FALLBACKS = False  # an empty Chinese field must never show English
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [BASE_DIR / "templates" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if DEBUG:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    WHITENOISE_USE_FINDERS = True

# Security. One policy for readers' pages and the admin: own origin only, nothing inline, no eval.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
if PRODUCTION:
    SECURE_SSL_REDIRECT = environment.flag("SSL_REDIRECT", True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# No token of a reader's list reaches a log, from whichever logger; Django's own handlers give way to ours
LOGGING_CONFIG = "decisionaid.masked_tokens.configure"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"masked_tokens": {"()": "decisionaid.masked_tokens.MaskedTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["masked_tokens"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": [], "level": "INFO" if DEBUG else "WARNING"}},
}
