"""What allauth asks this wiki about its accounts."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

ONLY_SSO = "Bitte melden Sie sich über „{}“ an."


class Kontoadapter(DefaultAccountAdapter):
    """Nobody makes an account for themselves; who may write lands in the CMS."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        if request.user.has_perm("wagtailadmin.access_admin"):
            return reverse("wagtailadmin_home")
        return str(settings.LOGIN_REDIRECT_URL)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        if settings.NUR_SSO:
            raise forms.ValidationError(ONLY_SSO.format(provider_name()))
        super().pre_authenticate(request, **credentials)


def provider_name() -> str:
    """The name of the operator's provider; empty when there is none."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    return str(apps[0]["name"]) if apps else ""
