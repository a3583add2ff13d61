"""Behind a TLS proxy. Needs DJANGO_SECRET_KEY, DJANGO_ALLOWED_HOSTS and DATABASE_URL."""

import os

from .base import *  # noqa: F403 - settings are composed this way
from .mail import mail_settings

SECRET_KEY = os.environ["DJANGO_SECRET_KEY"]
DEBUG = False
ALLOWED_HOSTS = os.environ["DJANGO_ALLOWED_HOSTS"].split(",")
globals().update(mail_settings(os.environ, ALLOWED_HOSTS[0]))
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_HSTS_SECONDS = 31_536_000
SECURE_SSL_REDIRECT = True
# Who asks for the state of one process does so past the proxy, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]
