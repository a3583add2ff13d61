"""Counts yes and no, per page and day."""

from django.core import signing
from django.db.models import F
from wagtail.models import Page

from wiki.models import Hilfreich
from wiki.models.projektseite import heute
from wiki.platform.forms.protection import OPEN_AT_MOST_S

SALT = "wiki.hilfreich"
A_DAY_PER_PAGE = 50
ANSWERS = ("ja", "nein")


def token_of(page: Page) -> str:
    """Says, signed, for which page a form was opened, and when."""
    return signing.TimestampSigner(salt=SALT).sign(str(page.pk))


def is_token_of(page: Page, token: str) -> bool:
    """Whether the form was opened for this page, and not too long ago."""
    signer = signing.TimestampSigner(salt=SALT)
    try:
        return signer.unsign(token, max_age=OPEN_AT_MOST_S) == str(page.pk)
    except signing.BadSignature:
        return False


def count_answer(page: Page, answer: str) -> None:
    """Adds one to the sum of today, for an alias to that of its source. Beyond A_DAY_PER_PAGE
    answers a day nothing is counted."""
    row, _ = Hilfreich.objects.get_or_create(seite_id=page.alias_of_id or page.pk, tag=heute())
    unbound = Hilfreich.objects.annotate(alle=F("ja") + F("nein")).filter(alle__lt=A_DAY_PER_PAGE)
    unbound.filter(pk=row.pk).update(**{answer: F(answer) + 1})
