"""A passkey, with Chromium's virtual authenticator: made, signed in with, removed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from .operation import Wiki

NAME, PASSWORD = "paula", "nur-fuer-die-abnahme-2"
MAKE = f"""
from django.contrib.auth.models import User
User.objects.filter(username="{NAME}").delete()
User.objects.create_user("{NAME}", "{NAME}@stadt.example", "{PASSWORD}")
"""
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
KEYS = "konto/2fa/webauthn/"


@pytest.fixture
def paula(browser: Browser, wiki: Wiki) -> Iterator[Page]:
    """Signed in with a password, at a device that can keep passkeys. They belong to a name, and to
    no address: so the wiki is called localhost here."""
    wiki.shell(MAKE)
    address = wiki.address.replace("127.0.0.1", "localhost")
    context = browser.new_context(base_url=address, locale="de-DE")
    page = context.new_page()
    page.set_default_timeout(60_000)
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    page.goto("konto/login/")
    page.locator("[name=login]").fill(NAME)
    say_password(page)
    page.wait_for_url(lambda url: "login" not in url)
    yield page
    context.close()
    wiki.shell(MAKE.partition("User.objects.create")[0])


def say_password(page: Page) -> None:
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")


def open_confirmed(page: Page, address: str) -> None:
    """Some pages ask for the password once more."""
    page.goto(address)
    if "reauthenticate" in page.url:
        say_password(page)
        page.wait_for_url(f"**/{address}")


def test_a_passkey_is_made_signs_in_alone_and_is_removed(paula: Page) -> None:
    open_confirmed(paula, f"{KEYS}add/")
    paula.locator("main [name=name]").fill("Dienstgerät")
    paula.locator("main [name=passwordless]").check()
    paula.locator("#mfa_webauthn_add").click()
    paula.wait_for_url("**/recovery-codes/")

    paula.goto("konto/logout/")
    paula.locator("main button[type=submit]").first.click()
    paula.wait_for_url(lambda url: "logout" not in url)
    paula.goto("konto/login/")
    paula.get_by_role("button", name="Mit einem Passkey anmelden").click()
    paula.wait_for_url(lambda url: "login" not in url)

    open_confirmed(paula, KEYS)
    expect(paula.locator("main")).to_contain_text("Dienstgerät")
    removing = paula.locator("main a[href$='/remove/']").get_attribute("href") or ""
    open_confirmed(paula, removing.lstrip("/"))
    paula.locator("main button[type=submit]").first.click()
    paula.wait_for_url(lambda url: "remove" not in url)
    open_confirmed(paula, KEYS)
    expect(paula.locator("main")).not_to_contain_text("Dienstgerät")
