"""Tests: the real database engine, files in a folder of their own."""

import atexit
import gc
import shutil
import tempfile
from pathlib import Path

# Until all tests are collected (tests/conftest.py): what is loaded stays, and looking for rubbish
# in it again and again took a third of the start.
gc.disable()

from .base import *  # noqa: E402, F403 - settings are composed this way

SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["*"]
# A database server beside that of `make run`: what it holds is made again after a crash, and nobody
# clears up behind tables that live for minutes.
EMBEDDED_POSTGRES = {
    "suffix": "-tests",
    "options": "-c autovacuum=off -c fsync=off -c full_page_writes=off -c synchronous_commit=off",
}
# The converted model is shared with `make run`; the rest is not.
TEST_DIR = Path(tempfile.mkdtemp(prefix="wiki-test-"))
atexit.register(shutil.rmtree, TEST_DIR, ignore_errors=True)
MEDIA_ROOT = TEST_DIR / "media"
STATIC_ROOT = TEST_DIR / "static"
STATIC_ROOT.mkdir()  # whitenoise warns about a missing one
WHOOSH_DIR = TEST_DIR / "whoosh"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WAGTAILADMIN_BASE_URL = "http://testserver"
