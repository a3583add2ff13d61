"""Getting around with the Tab key alone."""

import pytest
from playwright.sync_api import Page

TABS = 120  # more stops than any page has before its content; a long overview has about 80


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until an element matching `selector` has the focus, on the page that has one."""
    page.locator(selector).first.wait_for(state="attached")
    focused = page.locator(f"{selector}:focus")
    for _ in range(TABS):
        page.keyboard.press("Tab")
        if focused.count():
            return
    pytest.fail(f"{selector} is out of reach of the Tab key")
