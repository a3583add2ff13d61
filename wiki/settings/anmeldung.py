"""Settings of signing in: allauth's, from the environment."""

from typing import Any

from wiki.exceptions import EnvironmentInvalid

from .environment import Environment

PROVIDER = "sso"  # part of addresses: /konto/oidc/sso/login/callback/
PASSWORD_MIN_LENGTH = 12
HOUR = 3600
# Wrong passwords and codes: of one address, and for one account.
RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "10/h/ip,3/h/key",
    "reset_password_from_key": "10/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "page_password": "10/m/ip,100/h/key",
    # Public forms that make the wiki send a mail. A town hall is one sender.
    "formular": "30/h/ip",
    # A language model that sums up hits: each takes some seconds of its machine.
    "saetze": "10/m/ip,100/h/ip",
}


def sign_in_settings(environment: Environment) -> dict[str, Any]:
    """Returns what allauth and this wiki's own rules of signing in need."""
    return {
        "ACCOUNT_RATE_LIMITS": RATE_LIMITS,
        "SOCIALACCOUNT_PROVIDERS": _provider(environment),
        "SESSION_COOKIE_AGE": environment.wiki_sitzung_stunden * HOUR,
        "SITZUNG_RUHE_S": environment.wiki_abmelden_nach_min * 60,
    }


def _provider(environment: Environment) -> dict[str, Any]:
    """The one provider that the operator has named; nothing when there is none."""
    said = (
        environment.wiki_oidc_server,
        environment.wiki_oidc_client,
        environment.wiki_oidc_secret,
    )
    if any(said) != all(said):
        raise EnvironmentInvalid(
            "WIKI_OIDC_SERVER, WIKI_OIDC_CLIENT und WIKI_OIDC_SECRET gehören zusammen."
        )
    if environment.wiki_nur_sso and not any(said):
        raise EnvironmentInvalid("WIKI_NUR_SSO=1 braucht WIKI_OIDC_SERVER.")
    if not any(said):
        return {}
    app = {
        "provider_id": PROVIDER,
        "name": environment.wiki_oidc_name,
        "client_id": environment.wiki_oidc_client,
        "secret": environment.wiki_oidc_secret,
        "settings": {"server_url": environment.wiki_oidc_server},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
