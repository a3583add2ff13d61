"""The hits in sentences, in a browser: a wiki of its own, and a language model beside it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.sprachmodell import sprachmodell_running

from .look import violations
from .operation import Wiki, wait_until
from .test_verbund import served

TEXT = "Zwölf Bienenstöcke auf dem Rathausdach bestäuben seit 2019 die Obstwiesen."
BUTTON = "In Sätzen zusammenfassen"
INDEXED_S = 120
QUESTION = "suche/?q=Bienenstöcke"


@pytest.fixture(scope="module")
def with_model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wiki]:
    """It says of each source what stands in it."""
    case = {"kommune": "Trier", "land": "Rheinland-Pfalz", "titel": "Bienen", "text": TEXT}
    with (
        sprachmodell_running(tmp_path_factory.mktemp("sprachmodell")) as house,
        pytest.MonkeyPatch.context() as told,
    ):
        told.setenv("WIKI_SATZ_ADRESSE", house.address)
        told.setenv("WIKI_SATZ_MODELL", "klein")
        with served("saetze", **case) as wiki:
            # The worker has to read the page first.
            assert wait_until(lambda: BUTTON in wiki.get("suche/", q="Bienenstöcke")[1], INDEXED_S)
            yield wiki


@pytest.fixture(params=["script", "no script"])
def visitor(request: pytest.FixtureRequest, browser: Browser, with_model: Wiki) -> Iterator[Page]:
    scripted = request.param == "script"
    with browser.new_context(
        base_url=with_model.address, java_script_enabled=scripted, locale="de-DE"
    ) as context:
        yield context.new_page()


def test_a_button_brings_sentences_with_their_sources(visitor: Page) -> None:
    visitor.goto(QUESTION)
    visitor.get_by_role("button", name=BUTTON).click()
    part = visitor.locator("#saetze")
    expect(part.get_by_role("link", name="Quelle 1: Bienen")).to_be_visible()
    expect(part).to_contain_text("Sprachmodell im Haus")


def test_in_place_the_focus_goes_along_and_axe_finds_nothing(
    browser: Browser, with_model: Wiki
) -> None:
    with browser.new_context(
        base_url=with_model.address, locale="de-DE", reduced_motion="reduce"
    ) as context:
        page = context.new_page()
        page.goto(QUESTION)
        assert violations(page) == {"light": [], "dark": []}
        page.get_by_role("button", name=BUTTON).click()
        expect(page.get_by_role("heading", name="In Sätzen")).to_be_focused()
        assert "/suche/?q=" in page.url
        assert violations(page) == {"light": [], "dark": []}
