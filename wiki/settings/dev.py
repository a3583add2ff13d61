"""`make run`: one machine, loopback only, a secret of its own under `var/`."""

import os
import secrets
from contextlib import suppress

from .base import *  # noqa: F403 - settings are composed this way
from .base import ENVIRONMENT, VAR_DIR


def _own_secret() -> str:
    """Returns a random key of this checkout, made on first use; two first starts at once agree on
    one."""
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    path = VAR_DIR / "secret-key"
    draft = VAR_DIR / f"secret-key.{os.getpid()}"
    if not path.exists():
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text()


SECRET_KEY = ENVIRONMENT.django_secret_key or _own_secret()
DEBUG = ENVIRONMENT.django_debug
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # no TLS on this machine
