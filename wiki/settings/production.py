"""Behind a TLS proxy. Needs DJANGO_SECRET_KEY and DJANGO_ALLOWED_HOSTS."""

from .base import *  # noqa: F403 - settings are composed this way
from .base import ENVIRONMENT
from .environment import require
from .mail import mail_settings

require(ENVIRONMENT, "django_secret_key", "django_allowed_hosts")
SECRET_KEY = ENVIRONMENT.django_secret_key
DEBUG = False
ALLOWED_HOSTS = list(ENVIRONMENT.django_allowed_hosts)
globals().update(mail_settings(ENVIRONMENT, ALLOWED_HOSTS[0]))
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
NINJA_NUM_PROXIES = 1  # whom nginx names last in X-Forwarded-For
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ZWEITER_FAKTOR = ENVIRONMENT.wiki_zweiter_faktor is not False
ALLAUTH_TRUSTED_PROXY_COUNT = 1  # whose address limits of signing in count
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_HSTS_SECONDS = 31_536_000  # a year, as browsers' lists ask for
SECURE_SSL_REDIRECT = True
# Who asks for the state of one process does so past the proxy, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]
