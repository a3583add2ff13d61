"""The one door for mails: plain text, German, with a way out."""

import re

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import Truncator

from suche.abo.signed_links import ABMELDEN, SignedLink, signed

SUBJECT_LENGTH = 120
QUOTED_LENGTH = 80
# `www.x`, `x.de/y`, `a@b`: letters around a dot, a colon with strokes, an at sign.
ADDRESS = re.compile(r"\w\.\w|://|@")


def link(signed_link: SignedLink, zweck: str) -> str:
    """Returns the full address of a signed link, for a mail."""
    path = reverse(f"abo_{zweck}", args=[signed(signed_link, zweck)])
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"


def quoted(text: str) -> str:
    """The beginning of what somebody has asked, for a mail to themselves, without anything that a
    mail program would make a link of."""
    words = [word for word in text.split() if not ADDRESS.search(word)]
    return Truncator(" ".join(words)).chars(QUOTED_LENGTH)


def send(
    to: str, subject: str, template: str, signed_link: SignedLink | None, **context: object
) -> None:
    """Sends one mail. With a `signed_link` the mail carries the way out, as a link and for mail
    programs (RFC 8058). Raises OSError when the mail server can't be reached."""
    out = link(signed_link, ABMELDEN) if signed_link else ""
    body = render_to_string(f"suche/abo/mail/{template}.txt", {**context, "abmelden": out})
    headers = (
        {"List-Unsubscribe": f"<{out}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
        if out
        else {}
    )
    line = " ".join(subject.split())[:SUBJECT_LENGTH]
    EmailMessage(line, body, to=[to], headers=headers).send()
