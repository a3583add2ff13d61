"""The log of what concerns security: who failed to sign in, whose role or factor changed.

It names accounts by number, never a mailbox or what somebody typed, and networks instead of
addresses.
"""

import logging
from collections.abc import Iterable, Iterator
from ipaddress import ip_address, ip_network
from typing import Any
from uuid import uuid4

from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa import signals as mfa
from allauth.socialaccount import signals as social
from django.contrib.auth import get_user_model, signals
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.http import HttpRequest
from procrastinate.contrib.django import app
from wagtail.models import APIToken

logger = logging.getLogger("wiki.sicherheit")

PASSWORD = "Das Passwort wurde geändert."  # noqa: S105 - a sentence
FACTOR_ADDED, FACTOR_REMOVED, CODES_RENEWED = (
    "Ein zweiter Faktor wurde eingerichtet.",
    "Ein zweiter Faktor wurde entfernt.",
    "Neue Ersatzcodes wurden erzeugt.",
)
PROVIDER_ADDED, PROVIDER_REMOVED = (
    "Die Anmeldung über den Anmeldedienst wurde verbunden.",
    "Die Anmeldung über den Anmeldedienst wurde getrennt.",
)
KEY_ADDED = "Ein Schlüssel für Programme wurde angelegt."
# What somebody signs in with, whoever changes it: the CMS, allauth or a command.
DETAILS = {
    "password": PASSWORD,
    "email": "Die E-Mail-Adresse wurde geändert.",
    "username": "Der Anmeldename wurde geändert.",
}
RANKS = {"is_superuser": "Administrator", "is_active": "Konto offen"}
FORMER_MAILBOX_S = 24 * 3600  # for a job that has to wait


def network_of(request: HttpRequest | None) -> str:
    """Returns the network a request comes from, `10.1.2.0/24`, which names no single person's
    address."""
    try:
        address = ip_address(get_adapter().get_client_ip(request))
    except Exception:
        return "unbekannt"
    return str(ip_network(f"{address}/{24 if address.version == 4 else 48}", strict=False))


def note(what: str, user: Any, request: HttpRequest | None = None) -> None:
    """Writes an event to the log. `what` says it in fixed words, without names."""
    logger.info("%s: Konto %s, Netz %s", what, getattr(user, "pk", "-"), network_of(request))


def login_failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    name = credentials.get("username") or credentials.get("email") or ""
    user = get_user_model().objects.filter(username=name).first()
    logger.warning(
        "Anmeldung misslungen: Konto %s, Netz %s", user.pk if user else "-", network_of(request)
    )


def logged_in(user: Any, request: HttpRequest | None = None, **_: Any) -> None:
    note("Angemeldet", user, request)


def logged_out(user: Any, request: HttpRequest | None = None, **_: Any) -> None:
    if user is not None:
        note("Abgemeldet", user, request)


def factor_added(user: Any, request: HttpRequest | None = None, **_: Any) -> None:
    note("Zweiter Faktor eingerichtet", user, request)
    _tell(user, FACTOR_ADDED)


def factor_removed(user: Any, request: HttpRequest | None = None, **_: Any) -> None:
    note("Zweiter Faktor entfernt", user, request)
    _tell(user, FACTOR_REMOVED)


def codes_renewed(user: Any, request: HttpRequest | None = None, **_: Any) -> None:
    note("Neue Ersatzcodes", user, request)
    _tell(user, CODES_RENEWED)


def factor_failed(user: Any, request: HttpRequest | None = None, **_: Any) -> None:
    logger.warning("Zweiter Faktor falsch: Konto %s, Netz %s", user.pk, network_of(request))


def provider_added(request: HttpRequest, sociallogin: Any, **_: Any) -> None:
    note("Anmeldedienst verbunden", sociallogin.user, request)
    _tell(sociallogin.user, PROVIDER_ADDED)


def provider_removed(request: HttpRequest, socialaccount: Any, **_: Any) -> None:
    note("Anmeldedienst getrennt", socialaccount.user, request)
    _tell(socialaccount.user, PROVIDER_REMOVED)


def key_made(instance: APIToken, created: bool, **_: Any) -> None:
    if created:
        note("Schlüssel für Programme angelegt", instance.user, context.request)
        _tell(instance.user, KEY_ADDED)


def _tell(user: Any, what: str, former_mailbox: str = "") -> None:
    """Tells somebody what has changed about their account, in a mail that a job sends.
    `former_mailbox` is where the account got its mail before, and is told as well."""
    task = app.configure_task("wiki.tasks.mail_kontoaenderung", queue="wagtail")
    task.defer(user_id=user.pk, was=what)
    if former_mailbox:
        task.defer(user_id=user.pk, was=what, frueher=_put_aside(former_mailbox))


def _put_aside(mailbox: str) -> str:
    """Keeps a mailbox in the cache and returns its key, by which the job finds it. A job is kept
    for a month, so it must not name the mailbox itself."""
    key = f"frueheres_postfach:{uuid4()}"
    caches["geteilt"].set(key, mailbox, timeout=FORMER_MAILBOX_S)
    return key


def groups_changed(instance: Any, action: str, pk_set: Any, **_: Any) -> None:
    """Roles given or taken, in the CMS or by the provider."""
    if action in ("post_add", "post_remove") and pk_set and not isinstance(instance, Group):
        names = Group.objects.filter(pk__in=pk_set).values_list("name", flat=True)
        verb = "bekommen" if action == "post_add" else "verloren"
        logger.warning("Rolle %s: Konto %s, %s", verb, instance.pk, ", ".join(sorted(names)))


def account_changed(instance: Any, update_fields: Any = None, **_: Any) -> None:
    """Logs what a saved account has become: an administrator or none, closed or open, with another
    name, mailbox or password. New accounts: `account_made`."""
    watched = [field for field in (*RANKS, *DETAILS) if _is_saved(field, update_fields)]
    before = type(instance).objects.filter(pk=instance.pk).first() if watched else None
    if before is not None:
        for field in _changed(before, instance, watched):
            _note_change(field, before, instance)


def _note_change(field: str, before: Any, after: Any) -> None:
    if field in RANKS:
        logger.warning("%s: Konto %s, %s", RANKS[field], after.pk, getattr(after, field))
        return
    note(DETAILS[field].removesuffix("."), after, context.request)
    _tell(after, DETAILS[field], before.email if field == "email" else "")


def _is_saved(field: str, update_fields: Any) -> bool:
    """Returns whether this saving may change the field. A login saves single fields: its time, or
    the same password with a newer hash, which is no change of the password."""
    return update_fields is None or (field != "password" and field in update_fields)


def _changed(before: Any, after: Any, fields: list[str]) -> Iterator[str]:
    return (field for field in fields if getattr(before, field) != getattr(after, field))


def account_made(instance: Any, created: bool, **_: Any) -> None:
    if created:
        rank = "Administrator" if instance.is_superuser else "ohne Verwaltungsrecht"
        logger.warning("Neues Konto: Konto %s, %s", instance.pk, rank)


def account_deleted(instance: Any, **_: Any) -> None:
    logger.warning("Konto gelöscht: Konto %s", instance.pk)


def opened_or_closed(users: Iterable[Any], *, is_open: bool) -> None:
    """Logs that accounts were opened or closed in Wagtail's list of users, which changes the table
    itself and sends no signal."""
    for user in users:
        logger.warning("%s: Konto %s, %s", RANKS["is_active"], user.pk, is_open)


def connect() -> None:
    """Called once, when the wiki starts."""
    signals.user_login_failed.connect(login_failed, dispatch_uid="wiki.login_failed")
    signals.user_logged_in.connect(logged_in, dispatch_uid="wiki.logged_in")
    signals.user_logged_out.connect(logged_out, dispatch_uid="wiki.logged_out")
    mfa.authenticator_added.connect(factor_added, dispatch_uid="wiki.factor_added")
    mfa.authenticator_removed.connect(factor_removed, dispatch_uid="wiki.factor_removed")
    mfa.authenticator_reset.connect(codes_renewed, dispatch_uid="wiki.codes_renewed")
    mfa.authentication_failed.connect(factor_failed, dispatch_uid="wiki.factor_failed")
    social.social_account_added.connect(provider_added, dispatch_uid="wiki.provider_added")
    social.social_account_removed.connect(provider_removed, dispatch_uid="wiki.provider_removed")
    post_save.connect(key_made, APIToken, dispatch_uid="wiki.key_made")
    user = get_user_model()
    m2m_changed.connect(groups_changed, user.groups.through, dispatch_uid="wiki.groups_changed")
    pre_save.connect(account_changed, user, dispatch_uid="wiki.account_changed")
    post_save.connect(account_made, user, dispatch_uid="wiki.account_made")
    post_delete.connect(account_deleted, user, dispatch_uid="wiki.account_deleted")
