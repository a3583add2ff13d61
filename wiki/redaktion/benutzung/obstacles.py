"""Says why somebody may not move the uses of a Kommune, Thema or tag to another."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from wagtail.models import Page
from wagtail.permissions import policy_registry

from wiki.exceptions import WikiError
from wiki.models import Kommune, Mitarbeit, Thema
from wiki.redaktion.papierkorb.bin import without_bin
from wiki.redaktion.rollen.rechte import editable_pages

from .uses import Benutzung, pages_in


class ReassigningForbidden(WikiError):
    """Das Umhängen geht so nicht."""


def check(
    source: Model, target: Model, uses: list[Benutzung], user: Any, *, dissolve: bool
) -> None:
    """Raises ReassigningForbidden with the first reason there is."""
    for reason in _reasons(source, target, uses, user, dissolve=dissolve):
        raise ReassigningForbidden(reason)


def _reasons(
    source: Model, target: Model, uses: list[Benutzung], user: Any, *, dissolve: bool
) -> Iterable[str]:
    if source == target or type(source) is not type(target):
        yield "Bitte wählen Sie ein anderes Ziel."
    policy = policy_registry.get_by_type(type(source))
    for action in ("change", "delete") if dissolve else ("change",):
        if not policy.user_has_permission(user, action):
            yield "Dafür fehlt Ihnen das Recht."
    if any(use.model is Mitarbeit for use in uses) and not user.has_perm("wiki.change_mitarbeit"):
        yield "Damit bekämen andere Konten Rechte zu schreiben; das kann nur die Leitung."
    if forbidden := _not_editable(pages_in(uses), user):
        yield f"{forbidden} der Seiten dürfen Sie nicht bearbeiten."
    if isinstance(source, Thema) and isinstance(target, Thema):
        yield from _too_deep(source, target)
    if isinstance(source, Kommune) and isinstance(target, Kommune):
        yield from _no_kreis(source, target)


def _not_editable(pages: dict[int, Page], user: Any) -> int:
    """Counts pages; what lies in the bin nobody edits, and it goes along."""
    used = without_bin(Page.objects.filter(pk__in=pages))
    editable = editable_pages(user).filter(pk__in=pages).order_by()
    return int(used.exclude(pk__in=editable.values("pk")).count())


def _too_deep(source: Thema, target: Thema) -> Iterable[str]:
    below = source.unterthemen.exclude(pk=target.pk)
    if below.exists() and target.oberthema_id not in (None, source.pk):
        yield f"„{source}“ hat Unterthemen, und „{target}“ ist selbst eines."


def _no_kreis(source: Kommune, target: Kommune) -> Iterable[str]:
    if source.gemeinden.exists() and target.typ != Kommune.Typ.LANDKREIS:
        yield f"Zu „{source}“ gehören Gemeinden, und „{target}“ ist kein Landkreis."
