"""Signed times of public forms, for tests that send them."""

import time

from django.core.signing import TimestampSigner
from wagtail.models import Page

from wiki.mitmachen.form_protection import Seitenschutz


def opened(page: Page, seconds_ago: int = 10) -> str:
    """The form's signed time as it was `seconds_ago`."""
    signer = TimestampSigner(salt=Seitenschutz.salt)
    now = time.time()
    time_then = now - seconds_ago
    original = time.time
    time.time = lambda: time_then
    try:
        return signer.sign(f"{page.pk}:{seconds_ago}")
    finally:
        time.time = original
