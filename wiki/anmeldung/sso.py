"""Single sign-on: what the operator's provider says of somebody becomes roles and Kommunen here."""

from collections.abc import Iterable, Mapping
from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib.auth.models import Group
from django.db.models import Q
from django.http import HttpRequest

from wiki.models import Kommune, Mitarbeit
from wiki.models.mitarbeit import AUTOR, LEITUNG, REDAKTION

ROLES = (AUTOR, REDAKTION, LEITUNG)


class Dienstadapter(DefaultSocialAccountAdapter):
    """Makes an account at the first visit; at each visit the provider's word on roles counts."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return True

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.is_existing:
            apply_claims(sociallogin.user, claims_of(sociallogin))

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Any:
        user = super().save_user(request, sociallogin, form)
        apply_claims(user, claims_of(sociallogin))
        return user


def claims_of(sociallogin: Any) -> dict[str, Any]:
    """Returns what the provider says of the person, in its token and when asked."""
    data = sociallogin.account.extra_data or {}
    return {**data.get("id_token", {}), **data.get("userinfo", {})} or dict(data)


def apply_claims(user: Any, claims: Mapping[str, Any]) -> None:
    """Gives and takes roles and Kommunen; each only where the operator has named the claim."""
    if settings.OIDC_GRUPPEN:
        _set_roles(user, roles_of(claims))
    if settings.OIDC_KOMMUNE_FELD:
        _set_kommunen(user, kommunen_of(claims))


def roles_of(claims: Mapping[str, Any]) -> set[str]:
    """Returns the roles that the person's groups at the provider stand for."""
    groups = _texts(claims.get(settings.OIDC_GRUPPEN_FELD))
    return {settings.OIDC_GRUPPEN[name] for name in groups if name in settings.OIDC_GRUPPEN}


def kommunen_of(claims: Mapping[str, Any]) -> set[int]:
    """Primary keys of the Kommunen that the claim names; a name that several bear names none."""
    found = set()
    for text in _texts(claims.get(settings.OIDC_KOMMUNE_FELD)):
        same = Q(slug=text) | Q(name__iexact=text) | Q(ags=text) | Q(regionalschluessel=text)
        keys = list(Kommune.objects.filter(same).values_list("pk", flat=True)[:2])
        found |= set(keys) if len(keys) == 1 else set()
    return found


def _texts(value: Any) -> list[str]:
    """Returns a claim as a list of texts; it may come as a single text."""
    values: Iterable[Any] = value if isinstance(value, list) else [value]
    return [text.strip() for text in values if isinstance(text, str) and text.strip()]


def _set_roles(user: Any, roles: set[str]) -> None:
    user.groups.remove(*user.groups.filter(name__in=set(ROLES) - roles))
    user.groups.add(*Group.objects.filter(name__in=roles & set(ROLES)))


def _set_kommunen(user: Any, kommunen: set[int]) -> None:
    Mitarbeit.objects.filter(benutzer=user).exclude(kommune__in=kommunen).delete()
    for pk in kommunen:
        Mitarbeit.objects.get_or_create(benutzer=user, kommune_id=pk)
