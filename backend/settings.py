"""Settings: safe defaults, everything that differs between machines comes from the environment.

Without ``DATABASE_URL`` the portal runs on its embedded PostgreSQL and Valkey (``backend/embedded``).
The README lists the variables.
"""

import contextlib
import secrets
from pathlib import Path

import environ
import pghistory
from csp.constants import NONE, SELF

from backend.embedded import paths

env = environ.Env()
ROOT = paths.ROOT
DATA = paths.data_dir()
EMBEDDED = paths.is_embedded()


def secret_key() -> str:
    """``SECRET_KEY``, or on the one-machine stack a key made once and kept in the data folder."""
    if key := env.str("SECRET_KEY", default=""):
        return key
    if not EMBEDDED:
        raise environ.ImproperlyConfigured("SECRET_KEY must be set where DATABASE_URL is set.")
    file = DATA / "secret_key"
    if not file.exists():
        DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = Path(f"{file}.{secrets.token_hex(4)}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            file.hardlink_to(draft)
        draft.unlink()
    return file.read_text()


SECRET_KEY = secret_key()
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if EMBEDDED else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "backend.admin_site.CatalogueAdminConfig",
    "pgtrigger",
    "pghistory",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_htmx",
    "import_export",
    "core",
    "accounts",
    "imports",
    "agencies",
    "staff",
    "work",
    "evaluations",
    "reports",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "agencies.acting.ActingMiddleware",
    "core.days.AsOfMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "backend.urls"
WSGI_APPLICATION = "backend.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.frame.frame",
            ],
            "builtins": ["core.templatetags.frame", "core.templatetags.vietnamese"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

if EMBEDDED:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": str(paths.socket_dir()),
            "USER": "portal",
            "NAME": "portal",
        }
    }
    REDIS_URL = f"unix://{paths.socket_dir()}/valkey.sock"
    BROKER_URL = f"redis+socket://{paths.socket_dir()}/valkey.sock"
else:
    DATABASES = {"default": env.db("DATABASE_URL")}
    REDIS_URL = BROKER_URL = env.str("REDIS_URL")
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=600)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"].setdefault("OPTIONS", {})["options"] = (
    "-c timezone=UTC -c client_connection_check_interval=1000"
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": {"BACKEND": "core.cache.QuickRedisCache", "LOCATION": REDIS_URL}}

CELERY_BROKER_URL = BROKER_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Asia/Ho_Chi_Minh"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE = {
    "sweep-jobs": {"task": "core.tasks.sweep", "schedule": 5.0, "options": {"expires": 5}},
    "purge-old-workbooks": {"task": "imports.tasks.purge_old_workbooks", "schedule": 6 * 3600.0},
    "keep-up-tallies": {"task": "staff.tasks.keep_up_tallies", "schedule": 15.0, "options": {"expires": 15}},
    "open-periods": {"task": "evaluations.tasks.open_periods", "schedule": 3600.0},
    "resolve-open-cycles": {"task": "evaluations.tasks.resolve_open_cycles", "schedule": 900.0},
    "remind-of-deadlines": {"task": "evaluations.tasks.remind_of_deadlines", "schedule": 3600.0},
    "make-due-reports": {"task": "reports.tasks.make_due_reports", "schedule": 900.0},
}

PGHISTORY_LEVEL = pghistory.Statement
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(db_index=False)
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)
PGHISTORY_CONTEXT_FIELD = pghistory.ContextForeignKey(db_index=False)

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "sesame.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "accounts:sign-in"
SESAME_MAX_AGE = 24 * 3600
SESAME_ONE_TIME = True
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "accounts.throttle.client_address"
AXES_WHITELIST_CALLABLE = "accounts.throttle.is_by_link"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
AXES_DISABLE_ACCESS_LOG = False

SESSION_ENGINE = "core.sessions"
SESSION_COOKIE_NAME = "phien"
SESSION_COOKIE_AGE = 10 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True

HTTPS = env.bool("HTTPS", default=not EMBEDDED)
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^suc-khoe/$"]
SECURE_REFERRER_POLICY = "same-origin"
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = "backend.formats"

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(DATA / "static")))
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {"BACKEND": "core.static_files.StaticFiles"},
}
# Uploaded workbooks and papers: served by views that ask visible_to, never by a URL of their own.
MEDIA_ROOT = Path(env.str("UPLOADS", default=str(DATA / "uploads")))
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
IMPORT_EXPORT_USE_TRANSACTIONS = True

# Days after which an uploaded workbook and its rows are deleted.
IMPORTS_KEEP_DAYS = env.int("IMPORTS_KEEP_DAYS", default=180)

PORTAL_NAME = env.str("PORTAL_NAME", default="Đổi mới lề lối làm việc · Bắc Kạn")
PROVINCE_NAME = env.str("PROVINCE_NAME", default="Bắc Kạn")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "core.log_lines.WithoutNumbers",
            "line": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
