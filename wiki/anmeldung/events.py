"""The log of what concerns security: who failed to sign in, whose role or factor changed.

It names accounts by number, never a mailbox or what somebody typed, and networks instead of
addresses.
"""

import logging
from ipaddress import ip_address, ip_network
from typing import Any

from allauth.account import signals as account
from allauth.account.adapter import get_adapter
from allauth.mfa import signals as mfa
from django.contrib.auth import get_user_model, signals
from django.contrib.auth.models import Group
from django.db.models.signals import m2m_changed, post_save, pre_save
from django.http import HttpRequest
from procrastinate.contrib.django import app

logger = logging.getLogger("wiki.sicherheit")

PASSWORD = "Das Passwort wurde geändert."  # noqa: S105 - a sentence
FACTOR_ADDED, FACTOR_REMOVED = (
    "Ein zweiter Faktor wurde eingerichtet.",
    "Ein zweiter Faktor wurde entfernt.",
)


def network_of(request: HttpRequest | None) -> str:
    """`10.1.2.0/24`: from where, without the address of a person."""
    try:
        address = ip_address(get_adapter().get_client_ip(request))
    except Exception:
        return "unbekannt"
    return str(ip_network(f"{address}/{24 if address.version == 4 else 48}", strict=False))


def note(what: str, user: Any, request: HttpRequest | None = None) -> None:
    """`what`: an event in fixed words, without names."""
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


def password_changed(user: Any, request: HttpRequest | None = None, **_: Any) -> None:
    note("Passwort geändert", user, request)
    _tell(user, PASSWORD)


def factor_added(user: Any, request: HttpRequest | None = None, **_: Any) -> None:
    note("Zweiter Faktor eingerichtet", user, request)
    _tell(user, FACTOR_ADDED)


def factor_removed(user: Any, request: HttpRequest | None = None, **_: Any) -> None:
    note("Zweiter Faktor entfernt", user, request)
    _tell(user, FACTOR_REMOVED)


def factor_failed(user: Any, request: HttpRequest | None = None, **_: Any) -> None:
    logger.warning("Zweiter Faktor falsch: Konto %s, Netz %s", user.pk, network_of(request))


def _tell(user: Any, what: str) -> None:
    """By a job."""
    task = app.configure_task("wiki.tasks.mail_kontoaenderung", queue="wagtail")
    task.defer(user_id=user.pk, was=what)


def groups_changed(instance: Any, action: str, pk_set: Any, **_: Any) -> None:
    """Roles given or taken, in the CMS or by the provider."""
    if action in ("post_add", "post_remove") and pk_set and not isinstance(instance, Group):
        names = Group.objects.filter(pk__in=pk_set).values_list("name", flat=True)
        verb = "bekommen" if action == "post_add" else "verloren"
        logger.warning("Rolle %s: Konto %s, %s", verb, instance.pk, ", ".join(sorted(names)))


def rank_changed(instance: Any, update_fields: Any = None, **_: Any) -> None:
    """Somebody becomes an administrator, or an account is opened or closed."""
    if instance.pk is None or update_fields:  # new: `account_made`; a login saves its time only
        return
    before = type(instance).objects.filter(pk=instance.pk).first()
    for field, name in (("is_superuser", "Administrator"), ("is_active", "Konto offen")):
        if before is not None and getattr(before, field) != getattr(instance, field):
            logger.warning("%s: Konto %s, %s", name, instance.pk, getattr(instance, field))


def account_made(instance: Any, created: bool, **_: Any) -> None:
    if created:
        rank = "Administrator" if instance.is_superuser else "ohne Verwaltungsrecht"
        logger.warning("Neues Konto: Konto %s, %s", instance.pk, rank)


def connect() -> None:
    """Called once, when the wiki starts."""
    signals.user_login_failed.connect(login_failed, dispatch_uid="wiki.login_failed")
    signals.user_logged_in.connect(logged_in, dispatch_uid="wiki.logged_in")
    signals.user_logged_out.connect(logged_out, dispatch_uid="wiki.logged_out")
    for signal in (account.password_changed, account.password_reset, account.password_set):
        signal.connect(password_changed, dispatch_uid="wiki.password_changed")
    mfa.authenticator_added.connect(factor_added, dispatch_uid="wiki.factor_added")
    mfa.authenticator_removed.connect(factor_removed, dispatch_uid="wiki.factor_removed")
    mfa.authentication_failed.connect(factor_failed, dispatch_uid="wiki.factor_failed")
    user = get_user_model()
    m2m_changed.connect(groups_changed, user.groups.through, dispatch_uid="wiki.groups_changed")
    pre_save.connect(rank_changed, user, dispatch_uid="wiki.rank_changed")
    post_save.connect(account_made, user, dispatch_uid="wiki.account_made")
