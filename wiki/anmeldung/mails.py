"""Mails about an account: a link for a new password, word of what has changed."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.cache import caches
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from wiki.postfach import reachable


def send_reset(user_id: int) -> None:
    """Sends the link for a new password; it works for an hour, once."""
    user = get_user_model().objects.filter(pk=user_id, is_active=True).first()
    if user is None or not reachable(user.email):
        return
    path = reverse(
        "account_reset_password_from_key",
        kwargs={
            "uidb36": user_pk_to_url_str(user),
            "key": default_token_generator.make_token(user),
        },
    )
    link = f"{settings.WAGTAILADMIN_BASE_URL}{path}"
    text = render_to_string("wiki/anmeldung/passwort.txt", {"link": link, "konto": user.username})
    send_mail("Neues Passwort für das Wiki", text, None, [user.email])


def send_change(user_id: int, what: str, former: str = "") -> None:
    """Tells somebody what has changed about their account, in case it was not them. `former`: the
    key of the mailbox that the account had before, which is told instead."""
    user = get_user_model().objects.filter(pk=user_id).first()
    mailbox = caches["geteilt"].get(former, "") if former else getattr(user, "email", "")
    if user is not None and reachable(mailbox):
        text = render_to_string("wiki/anmeldung/geaendert.txt", {"was": what})
        send_mail("Änderung an Ihrem Konto im Wiki", text, None, [mailbox])
    if former:
        caches["geteilt"].delete(former)
