"""What the CMS asks before something happens, on a desk and on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from .accounts import PASSWORD, begin_a_case, log_in
from .look import violations
from .operation import Wiki

PHONE = ViewportSize(width=360, height=740)
EDITOR = f"""
from django.contrib.auth.models import Group, User
from wiki.redaktion.rollen.rollen import setup_roles
setup_roles()
user, _ = User.objects.get_or_create(username="dora", email="dora@stadt.example")
user.set_password("{PASSWORD}")
user.save()
user.groups.add(Group.objects.get(name="Redaktion"))
"""
NUMBER = (
    'from wiki.models import Projektseite; print(Projektseite.objects.live().first().pk, end="")'
)
# How far each of two buttons is from the left, and how much room is between them.
BUTTONS = """buttons => {
    const [first, second] = buttons.map((button) => button.getBoundingClientRect());
    return [first.left, second.left, second.top - first.bottom];
}"""


@pytest.fixture(scope="module")
def editor(browser: Browser, wiki: Wiki) -> Iterator[Page]:
    wiki.shell(EDITOR)
    page = log_in(browser, wiki, "dora")
    yield page
    page.context.close()
    wiki.shell(
        'from django.contrib.auth.models import User; User.objects.get(username="dora").delete()'
    )


def test_a_dialog_says_what_it_is(editor: Page) -> None:
    editor.goto("admin/")
    begin_a_case(editor)
    editor.get_by_role("button", name="Projekt hinzufügen").click()
    expect(editor.get_by_role("dialog", name="Auswählen Projektseite")).to_be_visible()


def test_what_is_asked_fits_a_phone(editor: Page, wiki: Wiki) -> None:
    editor.set_viewport_size(PHONE)
    editor.goto(f"admin/pages/{wiki.shell(NUMBER)}/unpublish/")
    title = editor.get_by_role("heading", level=1)
    assert title.evaluate("title => title.scrollWidth - title.clientWidth") == 0
    left, below, between = editor.locator("form .button").evaluate_all(BUTTONS)
    assert (left, between > 4) == (below, True)


def test_what_is_missing_is_said_accessibly(editor: Page) -> None:
    editor.goto("admin/gibt-es-nicht/")
    assert violations(editor) == {"light": [], "dark": []}


def test_what_can_be_done_with_a_ticked_page_is_in_sight_on_a_phone(editor: Page) -> None:
    editor.set_viewport_size(PHONE)
    editor.goto("admin/projektliste/")
    editor.locator("[data-bulk-action-checkbox]").first.check()
    action = editor.get_by_role("link", name="Ausgewählte Seiten verschieben")
    expect(action).to_be_in_viewport()
