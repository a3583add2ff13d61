"""Settings shared by every way to run the wiki. Nothing here touches network, database or model."""

import os
from pathlib import Path
from typing import Any

from .anmeldung import PASSWORD_MIN_LENGTH, sign_in_settings
from .database import database_settings, replica_settings
from .environment import read

ENVIRONMENT = read(os.environ)
BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(ENVIRONMENT.wiki_var or BASE_DIR / "var")

# Each machine's own copy of the lexical index; derived, can be deleted at any time.
WHOOSH_DIR = VAR_DIR / "whoosh"

# The model's libraries read these three from the environment themselves.
# Offline unless the operator says otherwise: a hub name without network retries for a minute.
os.environ["HF_HUB_OFFLINE"] = str(int(ENVIRONMENT.hf_hub_offline))
os.environ["TOKENIZERS_PARALLELISM"] = ENVIRONMENT.tokenizers_parallelism
# Threads that wait sleep instead of spinning: on a busy machine spinning tripled the time.
os.environ["OMP_WAIT_POLICY"] = ENVIRONMENT.omp_wait_policy.upper()

INSTALLED_APPS = [
    "procrastinate.contrib.django",
    "wiki",
    "wiki.austausch",
    "einbettung",
    "suche",
    "suche.abo",
    "suche.luecken",
    "suche.webhooks",
    "suche.schnittstelle",
    "suche.verbund",
    "suche.betrieb",
    "suche.messung",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.api.v3",  # its tokens and schemas; none of its addresses are mounted
    "wagtail.embeds",
    "wagtail.sites",
    "wiki.redaktion.rollen.benutzer_app.BenutzerConfig",  # wagtail.users
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sitemaps",
    "django.contrib.humanize",  # templates of allauth
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "suche.betrieb.prometheus.counters.requests_counted",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "wiki.platform.admission.AdmissionMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "wiki.sprache.middleware.SpracheMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wiki.anmeldung.middleware.SitzungMiddleware",
    "wiki.anmeldung.middleware.ZweiterFaktorMiddleware",
    "wiki.redaktion.rollen.adressen.AdminAddressesMiddleware",
    "wiki.redaktion.unreadable_requests.UnreadableRequestsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wiki.platform.middleware.ContentSecurityPolicyMiddleware",
    "wiki.web.robots.robots_header",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "wiki.sprache.not_allowed.not_allowed_page",
]

ROOT_URLCONF = "wiki.urls"
WSGI_APPLICATION = "wiki.wsgi.application"

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
                "wagtail.contrib.settings.context_processors.settings",
            ],
            "builtins": ["django.templatetags.i18n", "wiki.templatetags.sprache_tags"],
        },
    },
]

FORM_RENDERER = "wiki.platform.forms.renderer.KernRenderer"

DATABASES = {"default": database_settings(ENVIRONMENT.database_url, ENVIRONMENT.wiki_test_suffix)}
if ENVIRONMENT.database_replika_url:
    DATABASES["replika"] = replica_settings(ENVIRONMENT.database_replika_url)
# Of the embedded server: what its folder's name ends with, and what `postgres` is told.
EMBEDDED_POSTGRES: dict[str, str] = {}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# Length and known passwords, no rules about kinds of characters (NIST 800-63B, ASVS 2.1).
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": PASSWORD_MIN_LENGTH},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600

# Signing in: allauth (/konto/). Accounts are made by the Leitung or by the operator's provider.
LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = WAGTAILADMIN_LOGIN_URL = "/konto/login/"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = False  # Wagtail's own pages
ACCOUNT_ADAPTER = "wiki.anmeldung.adapter.Kontoadapter"
ACCOUNT_FORMS = {
    "login": "wiki.anmeldung.forms.AnmeldeForm",
    "reset_password": "wiki.anmeldung.forms.PasswortVergessenForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody who has no account gets a mail
ACCOUNT_SESSION_REMEMBER = False
SOCIALACCOUNT_ADAPTER = "wiki.anmeldung.sso.Dienstadapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # of mailboxes that the provider has verified
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_LOGIN_ON_GET = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a passkey alone signs in
MFA_ALLOW_UNVERIFIED_EMAIL = True  # mailboxes of accounts come from the Leitung
MFA_TOTP_ISSUER = "Digitale Städte"
MFA_TOTP_TOLERANCE = 1
_sign_in = sign_in_settings(ENVIRONMENT)
ACCOUNT_RATE_LIMITS: dict[str, str] = _sign_in["ACCOUNT_RATE_LIMITS"]
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = _sign_in["SOCIALACCOUNT_PROVIDERS"]
SESSION_COOKIE_AGE: int = _sign_in["SESSION_COOKIE_AGE"]
SITZUNG_RUHE_S: int = _sign_in["SITZUNG_RUHE_S"]
NUR_SSO = ENVIRONMENT.wiki_nur_sso
OIDC_GRUPPEN = dict(ENVIRONMENT.wiki_oidc_gruppen)
OIDC_GRUPPEN_FELD = ENVIRONMENT.wiki_oidc_gruppen_feld
OIDC_KOMMUNE_FELD = ENVIRONMENT.wiki_oidc_kommune_feld
ZWEITER_FAKTOR = bool(ENVIRONMENT.wiki_zweiter_faktor)

# What must be counted by all processes together (limits of signing in) is kept in the database.
CACHES = {
    "default": {"BACKEND": "wiki.platform.shared_cache.SharedLimits"},
    "geteilt": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "wiki_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]  # of pages; articles and CMS are German
FORMAT_MODULE_PATH = "wiki.sprache.formats"
CSRF_FAILURE_VIEW = "wiki.sprache.views.form_expired"
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
NODE_MODULES = BASE_DIR / "node_modules"
KERN_DIST = NODE_MODULES / "@kern-ux" / "native" / "dist"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("leaflet", NODE_MODULES / "leaflet" / "dist"),
]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "wiki.platform.static_files.kern_finder.KernFinder",
]
FONT_DIR = NODE_MODULES / "dejavu-fonts-ttf" / "ttf"  # for PDF files
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "wiki.platform.static_files.storage.KeptAddresses"},
}

SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "SAMEORIGIN"  # for old browsers, what Content-Security-Policy says
SECURE_REFERRER_POLICY = "same-origin"
# Each section, source and takeover of a long article is several fields of the editor's form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

WAGTAIL_SITE_NAME = "Digitale Städte"
WAGTAILADMIN_BASE_URL = ENVIRONMENT.wiki_adresse
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "german"}
}
WAGTAILADMIN_PERMITTED_LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("de", "Deutsch")]
WAGTAIL_USER_TIME_ZONES = ["Europe/Berlin"]
WAGTAIL_DATE_FORMAT, WAGTAIL_DATETIME_FORMAT = "%d.%m.%Y", "%d.%m.%Y %H:%M"
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# A pasted address of this wiki becomes a link to its page if it is exactly that page's address.
WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = "exact"
WAGTAIL_ENABLE_UPDATE_CHECK = False  # else the dashboard calls a foreign server
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # else browsers fetch avatars from a foreign server
WAGTAILIMAGES_IMAGE_MODEL = "wiki.Bild"
WAGTAILIMAGES_IMAGE_FORM_BASE = "wiki.redaktion.form.image_form.BildForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "wiki.redaktion.form.document_form.DokumentForm"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "txt", "xlsx"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []  # nothing is fetched from outside

WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False  # the Redaktion approves, not the operator

# Mail: who it comes from, and the mailbox that gets what nobody else answers (empty: nobody).
DEFAULT_FROM_EMAIL = "wiki@localhost"  # production: wiki.settings.mail
REDAKTION_POSTFACH = ENVIRONMENT.wiki_redaktion_postfach

# For how long "noch aktuell" extends the validity of a page.
GUELTIGKEIT_TAGE = 365

# Wagtail's own background work runs on the same queue and worker as ours.
TASKS = {
    "default": {"BACKEND": "einbettung.events.task_backend.ProcrastinateBackend", "QUEUES": []}
}

# A sentence-transformers name or folder; empty means the model that the project brings along.
EINBETTUNG_MODELL = ENVIRONMENT.einbettung_modell

# Compare the best pages with the question token by token (late interaction); off: first stage only.
SUCHE_ZWEITE_STUFE = ENVIRONMENT.suche_zweite_stufe

# Load the model when a web process starts; off: with the first question.
WARM_START = ENVIRONMENT.wiki_warm

# Keep questions without an answer for the editors (90 days, nothing of who asked).
LUECKEN_SAMMELN = ENVIRONMENT.wiki_luecken

# A language model in the house that sums up hits in sentences, when a visitor asks for it (empty:
# none), and networks where it may be beside private ones.
SATZ_ADRESSE = ENVIRONMENT.wiki_satz_adresse
SATZ_MODELL = ENVIRONMENT.wiki_satz_modell
SATZ_SCHLUESSEL = ENVIRONMENT.wiki_satz_schluessel
SATZ_SEKUNDEN = ENVIRONMENT.wiki_satz_sekunden
SATZ_NETZE = ENVIRONMENT.wiki_satz_netze

# Ask the addresses of sources, at night, whether they still answer.
LINKPRUEFUNG = ENVIRONMENT.wiki_linkpruefung

# How often programs may ask, from one address without a token, and with a token.
API_RATE_ANONYMOUS = f"{ENVIRONMENT.wiki_api_je_minute}/min"
API_RATE_TOKEN = f"{ENVIRONMENT.wiki_api_je_minute_schluessel}/min"
NINJA_NUM_PROXIES = 0  # else a sender names itself in X-Forwarded-For; production: one proxy

# With whose rights `manage.py mcp` answers (empty: anybody's).
MCP_TOKEN = ENVIRONMENT.wiki_token

# Sites that may show the wiki's frames, beside the wiki itself.
EINBETTEN = ENVIRONMENT.wiki_einbetten

# Networks of our own that webhooks may reach, beside the internet.
WEBHOOK_NETZE = ENVIRONMENT.wiki_webhook_netze

# Networks that may read /metrics, beside this machine.
METRIK_NETZE = ENVIRONMENT.wiki_metrik_netze

# Folder whose newest backup must not be old (empty: nobody looks).
SICHERUNGEN = ENVIRONMENT.wiki_sicherungen

# Whom to tell of a security hole: a mailbox or an https address (empty: nobody).
SICHERHEIT_KONTAKT = ENVIRONMENT.wiki_sicherheit_kontakt

# The scanner (clamd) that looks at everything uploaded (empty: none).
VIRENSCANNER = ENVIRONMENT.wiki_virenscanner

# Largest MediaWiki export that is read, in bytes as unpacked.
AUSTAUSCH_DUMP_LIMIT = ENVIRONMENT.wiki_import_max_mb * 1024 * 1024

# Lists of projects that are harvested: the file that names them, and networks of our own that may
# be reached for it.
WIKI_SAMMELLISTE = ENVIRONMENT.wiki_sammelliste
WIKI_SAMMEL_NETZE = ENVIRONMENT.wiki_sammel_netze

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "wiki.platform.logs.Line",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
        "json": {"()": "wiki.platform.logs.JsonLine"},
    },
    "filters": {
        "refused": {"()": "wiki.platform.logs.Refused"},
        "of_visitors": {"()": "wiki.platform.logs.OfVisitors"},
    },
    "handlers": {
        "console": (
            _console := {
                "class": "logging.StreamHandler",
                "formatter": "json" if ENVIRONMENT.wiki_log == "json" else "line",
            }
        ),
        "refused": {**_console, "filters": ["refused"]},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.request": {"filters": ["of_visitors"]},
        "django.security": {"level": "WARNING", "handlers": ["refused"], "propagate": False},
        **{
            name: {"level": "INFO", "handlers": ["console"], "propagate": False}
            for name in ("wiki", "einbettung", "suche")
        },
    },
}
