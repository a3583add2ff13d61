"""An author with no training writes a case, is logged out in mid-writing, is told of the twin and
submits it; the Redaktion approves; it is found. And axe, on what editors look at."""

import base64
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import APIResponse, Browser, Page, Response, Route, expect
from wagtail.images.tests.utils import get_test_image_file

from .accounts import PASSWORD, REFUSED, begin_a_case, log_in, send_password
from .look import SCHEMES, put_on
from .operation import READING_MS, Wiki, wait_until

TITLE, SLUG = "Pflanzenkohle-Ampel im Stadtpark", "pflanzenkohle-ampel-im-stadtpark"
LEAD = (
    "Sensoren an Jungbäumen melden dem Bauhof per LoRaWAN, wann gegossen werden muss; eine "
    "Ampel zeigt es den Baumpaten."
)
STORY = (
    "Junge Bäume vertrockneten im Sommer. Sensoren messen die Bodenfeuchte, eine Ampel zeigt sie. "
    "Erst drei Bäume, dann dreißig. Ein Drittel weniger Gießfahrten. "
)
LAST_SENTENCE = "Die Batterien froren im Winter ein."
FOUND_WITHIN_S = 240
SETTLED_MS = 500  # in which a form would have been sent
EXPLORER = "**/admin/pages/*/"  # where Wagtail leads after submitting and after approving
PEOPLE = f"""
from django.contrib.auth.models import Group, User
from wiki.models import Kommune, Mitarbeit, Projektseite
from wiki.redaktion.rollen.rollen import setup_roles
setup_roles()
for page in Projektseite.objects.filter(slug__startswith="{SLUG}"):
    page.delete()
User.objects.filter(username__in=["anna", "rita"]).delete()
for name, role in (("anna", "Autor"), ("rita", "Redaktion")):
    user = User.objects.create_user(name, name + "@stadt.example", "{PASSWORD}")
    user.groups.add(Group.objects.get(name=role))
anna = User.objects.get(username="anna")
Mitarbeit.objects.create(benutzer=anna, kommune=Kommune.objects.get(name="Trier"))
"""
TIDY = PEOPLE.partition("for name, role")[0]
WAGTAILS = [[".w-editing-sessions"]]  # a button without a name: who else is editing
SERIOUS = {"serious", "critical"}
PHONE = 360
FOR_EDITORS = (
    "admin/",
    "admin/reports/luecken/",
    "admin/reports/klicks/",
    "admin/reports/gueltigkeit/",
    "admin/reports/index/",
)


@pytest.fixture(scope="module")
def people(wiki: Wiki) -> Iterator[None]:
    """Anna writes for Trier, Rita is the Redaktion."""
    wiki.shell(PEOPLE)
    yield
    wiki.shell(TIDY)


@pytest.fixture(autouse=True)
def refused() -> Iterator[list[str]]:
    """What the Content-Security-Policy has refused meanwhile: nothing of what the CMS needs."""
    REFUSED.clear()
    yield REFUSED
    assert REFUSED == []


def check_axe(page: Page) -> None:
    """Nothing serious, light and dark."""
    for scheme in SCHEMES:
        put_on(page, scheme)
        found = Axe().run(page, context={"exclude": WAGTAILS}).response["violations"]
        grave = [(v["id"], n["html"]) for v in found for n in v["nodes"] if v["impact"] in SERIOUS]
        assert not grave, (page.url, scheme, grave)


@pytest.mark.usefixtures("people")
def test_from_an_empty_form_to_the_result_list(browser: Browser, wiki: Wiki) -> None:
    anna = log_in(browser, wiki, "anna")
    write(anna)
    anna.context.close()
    assert TITLE not in wiki.get("projekte/")[1]
    rita = log_in(browser, wiki, "rita")
    approve(rita)
    rita.context.close()
    assert wait_until(lambda: SLUG in wiki.ask("Pflanzenkohle"), FOUND_WITHIN_S)
    article = wiki.get(f"projekte/{SLUG}/")[1]
    assert LAST_SENTENCE in article
    assert "Verwandte Projekte" in article
    assert "Was wir heute anders machen" not in article


def write(page: Page) -> None:
    begin_a_case(page)
    page.locator("[name=title]").fill(TITLE)
    page.locator("[name=kurzfassung]").fill(LEAD)
    notice = page.locator(".wiki-doppelt-hinweis")
    expect(notice).to_contain_text("schon im Wiki")
    notice.get_by_role("button", name="Ansehen").click()
    page.get_by_role("button", name="Als verwandt eintragen").first.click()
    expect(page.get_by_text("Ist als verwandtes Projekt eingetragen.")).to_be_visible()
    page.wait_for_url("**/edit/**")  # the draft has been saved by itself
    page.get_by_label("Energie & Umwelt").check()
    page.locator("select[name=status]").select_option("betrieb")
    page.locator("[data-contentpath=inhalt] [contenteditable=true]").click()
    page.keyboard.type(STORY)
    lose_session(page)
    page.keyboard.type(LAST_SENTENCE)
    come_back(page)
    page.locator('[data-side-panel-toggle="guete"]').click()
    expect(page.locator('[data-live-panel="guete"]')).to_contain_text("lückenhaft")
    page.locator(".wiki-hinweis", has_text="Kosten unbekannt").click()
    expect(page.locator("[name=kosten_einmalig]")).to_be_focused()
    page.keyboard.type("12000")
    expect(page.locator('[data-live-panel="guete"]')).not_to_contain_text("Kosten")
    check_axe(page)
    page.locator("button[name=action-submit]").click()
    page.wait_for_url(EXPLORER, wait_until="domcontentloaded")


def lose_session(page: Page) -> None:
    """As after a long lunch."""
    page.context.clear_cookies(name="sessionid")


def come_back(page: Page) -> None:
    """The text stays, whatever is pressed, until its author is logged in again."""
    notice = page.locator(".wiki-abgemeldet")
    expect(notice).to_contain_text("Ihr Text steht noch hier")
    page.locator("button[name=action-submit]").click()
    with page.context.expect_page() as opened:
        notice.get_by_role("link", name="Anmelden").click()
    window = opened.value
    send_password(window, "anna")
    window.get_by_role("heading", name="Sie sind wieder angemeldet").wait_for()
    window.close()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(notice).to_be_hidden()


def approve(page: Page) -> None:
    with page.expect_navigation():  # the button needs the scripts of its page
        page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("button", name="Freigeben", exact=True).click()
    page.wait_for_url("**/admin/", wait_until="domcontentloaded")


@pytest.mark.usefixtures("people")
def test_what_editors_look_at_is_accessible_and_fits_a_phone(browser: Browser, wiki: Wiki) -> None:
    page = log_in(browser, wiki, "rita")
    for address in FOR_EDITORS:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(address)
        check_axe(page)
        page.set_viewport_size({"width": PHONE, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE, address
    page.context.close()


FROM_WORD = """<html><body>
<h2>Kosten im Jahr</h2><p class=MsoNormal>Vorher <b>fett</b>.</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·
</span>Eine Lizenz</p>
<table class=MsoTableGrid><tr><td>Jahr</td><td>Kosten</td></tr><tr><td>2023</td><td>12.000</td></tr>
</table><p class=MsoNormal>Nachher.</p><p><img src="file:///C:/bild.png"></p></body></html>"""
PASTE = """(element, html) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    clipboardData.setData("text/plain", "ohne Form");
    element.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true}));
}"""
BLOCKS = """document.getElementById("inhalt-root").rootBlock.getValue()[0].value.map((block) =>
    block.type === "text"
        ? (JSON.parse(block.value)?.blocks ?? []).map((part) => [part.type, part.text])
        : block.value)"""


@pytest.mark.usefixtures("people")
def test_paste_from_word_a_remark_and_a_day(browser: Browser, wiki: Wiki) -> None:
    page = log_in(browser, wiki, "anna")
    begin_a_case(page)
    page.wait_for_timeout(READING_MS)
    page.locator("[name=title]").fill(f"{TITLE} zwei")
    page.locator("[name=kurzfassung]").fill(LEAD)
    page.wait_for_url("**/edit/**")
    paste(page)
    drop_pictures(page)
    remark(page)
    propose_day(page)
    page.context.close()


def paste(page: Page) -> None:
    """The table becomes one, the heading and the list stay what they are, the picture is named."""
    text = page.locator("[data-contentpath=inhalt] [contenteditable=true]").first
    text.click()
    page.keyboard.type("Anfang.")
    text.evaluate(PASTE, FROM_WORD)
    expect(page.locator(".wiki-eingefuegt")).to_contain_text("Es braucht Urheber")
    # An editor says a moment later what it holds.
    said = ("Anfang.", "Kosten im Jahr", "12.000", "Nachher.")
    assert wait_until(lambda: all(words in str(page.evaluate(BLOCKS)) for words in said), 30)
    first, above, table, below = page.evaluate(BLOCKS)
    assert first == [["unstyled", "Anfang."]]
    assert above[0] == ["header-three", "Kosten im Jahr"]
    assert above[-1] == ["unordered-list-item", "Eine Lizenz"]
    assert [column["heading"] for column in table["columns"]] == ["Jahr", "Kosten"]
    assert table["rows"] == [{"values": ["2023", "12.000"]}]
    assert below == [["unstyled", "Nachher."]]
    page.get_by_role("button", name="Platz für das Bild anlegen").click()
    assert wait_until(lambda: len(page.evaluate(BLOCKS)) == 5, 30)


DROP = """(element, [names, base64]) => {
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
    const dataTransfer = new DataTransfer();
    names.forEach((name, n) => {
        const file = new File([bytes.slice(), new Uint8Array(n)], name, {type: "image/png"});
        dataTransfer.items.add(file);
    });
    element.dispatchEvent(new DragEvent("drop", {dataTransfer, bubbles: true, cancelable: true}));
}"""


def drop_pictures(page: Page) -> None:
    """Two at once: asked about beside the text, the credit only once, and put into it."""
    before = len(page.evaluate(BLOCKS))
    content = base64.b64encode(get_test_image_file().file.getvalue()).decode()
    text = page.locator("[data-contentpath=inhalt] [contenteditable=true]").first
    text.evaluate(DROP, [["Süd.png", "Nord.png"], content])
    box = page.locator(".wiki-bilder")
    box.get_by_label("Urheberin oder Urheber").fill("Erika Muster")
    box.get_by_label("Lizenz").select_option("cc-by-4.0")
    box.get_by_label("Quelle").fill("Eigene Aufnahme")
    box.get_by_label("Beschreibung").nth(0).fill("Der Park von Süden")
    box.get_by_role("button", name="Bilder einfügen").click()
    expect(box.locator(".wiki-bilder__bild")).to_have_count(1)
    expect(box).to_contain_text("Dieses Feld muss ausgefüllt werden.")
    box.get_by_label("Beschreibung").fill("Der Park von Norden")
    box.get_by_role("button", name="Bilder einfügen").click()
    expect(box).to_have_count(0)
    pictures = [block["bild"] for block in page.evaluate(BLOCKS)[1:3]]
    assert [bild["alt_text"] for bild in pictures] == ["Der Park von Süden", "Der Park von Norden"]
    assert len(page.evaluate(BLOCKS)) == before + 2


def is_saved(answer: Response) -> bool:
    """Whether the page has saved itself."""
    return answer.request.method == "POST" and answer.url.endswith("/edit/")


def expect_saved(page: Page) -> None:
    state = "data-w-autosave-state-value"
    expect(page.locator("#w-autosave-indicator")).to_have_attribute(state, "saved")


def remark(page: Page) -> None:
    """To a field, to somebody; the page has saved itself before it is loaded anew."""
    expect_saved(page)
    page.reload()
    page.locator("[name=kurzfassung]").hover()
    page.locator("[data-contentpath=kurzfassung] [data-comment-add]").click()
    page.locator(".comment__input").press_sequentially("Stimmt das so? @ri")
    page.locator(".wiki-personen button", has_text="rita").click()
    with page.expect_response(is_saved):
        page.locator(".comment__button--primary").click()
    expect(page.locator(".comment__text").first).to_have_text("Stimmt das so? @rita ")


def propose_day(page: Page) -> None:
    """On which the page is to appear, once it is approved."""
    send_day(page)
    expect_day(page)


def expect_day(page: Page) -> None:
    expect(page.locator('[data-side-panel="status"]')).to_contain_text("1. März 2090")


def send_day(page: Page) -> None:
    page.locator('[data-side-panel-toggle="status"]').click()
    page.get_by_role("button", name="Zeitplan festlegen").click()
    dialog = page.locator("#schedule-publishing-dialog")
    dialog.locator("[name=go_live_at]").fill("01.03.2090 08:00")
    # The calendar lies above the button.
    dialog.get_by_role("button", name="Zeitplan speichern").dispatch_event("click")


@pytest.mark.usefixtures("people")
def test_a_day_that_is_sent_while_a_new_page_saves_itself(browser: Browser, wiki: Wiki) -> None:
    """The form waits: else there would be two pages, one with the text and one with the day."""
    page = log_in(browser, wiki, "anna")
    begin_a_case(page)
    page.wait_for_timeout(READING_MS)
    stored: list[tuple[Route, APIResponse]] = []

    def keep_answer(route: Route) -> None:
        answer = route.fetch()
        if answer.status == 200 and not stored:
            stored.append((route, answer))
        else:
            route.fulfill(response=answer)

    page.route("**/add/**", keep_answer)
    page.locator("[name=title]").fill(f"{TITLE} drei")
    page.locator("[name=kurzfassung]").fill(LEAD)
    while not stored:  # the page saves itself a moment later
        page.wait_for_timeout(100)
    send_day(page)
    page.wait_for_timeout(SETTLED_MS)
    route, answer = stored[0]
    route.fulfill(response=answer)
    page.wait_for_url("**/edit/**", wait_until="domcontentloaded")
    expect_day(page)
    page.context.close()
    count = f"Projektseite.objects.filter(draft_title='{TITLE} drei').count()"
    assert wiki.shell(f"from wiki.models import Projektseite\nprint({count})").strip() == "1"


NEWER = f"""
from wiki.models import Projektseite
page = Projektseite.objects.get(draft_title="{TITLE} vier").get_latest_revision_as_object()
page.save_revision(user=page.owner, clean=False)
"""


@pytest.mark.usefixtures("people")
def test_a_day_stays_while_somebody_decides_about_a_newer_version(
    browser: Browser, wiki: Wiki
) -> None:
    page = log_in(browser, wiki, "anna")
    begin_a_case(page)
    page.locator("[name=title]").fill(f"{TITLE} vier")
    page.locator("[name=kurzfassung]").fill(LEAD)
    page.wait_for_url("**/edit/**")
    expect_saved(page)
    wiki.shell(NEWER)
    with page.expect_response(is_saved):  # which is refused
        page.locator("[name=kurzfassung]").fill(STORY)
    send_day(page)
    page.get_by_role("button", name="Zeitplan speichern").last.click()
    expect_day(page)
    page.context.close()


@pytest.mark.usefixtures("people")
def test_the_editor_needs_no_inline_script(browser: Browser, wiki: Wiki) -> None:
    """Rows with their fields, days and choosers start from files; what is smuggled in does not."""
    page = log_in(browser, wiki, "rita")
    page.goto("admin/projektliste/")
    with page.expect_navigation():
        page.locator("#listing-results a[href*='/edit/']").first.click()
    assert page.locator("script:not([src]):not([type*=json])").count() == 0
    add_row(page)
    choose_related(page)
    page.evaluate(SMUGGLED)
    assert page.evaluate("window.geschmuggelt") is None
    assert len(REFUSED) == 1
    REFUSED.clear()
    page.context.close()


SMUGGLED = """() => {
    const script = document.createElement("script");
    script.textContent = "window.geschmuggelt = 1";
    document.body.append(script);
}"""


def add_row(page: Page) -> None:
    """A row of a panel: its day has a calendar."""
    before = page.locator("#id_quellen-FORMS > *").count()
    page.locator("#id_quellen-ADD").dispatch_event("click")
    expect(page.locator("#id_quellen-FORMS > *")).to_have_count(before + 1)
    page.locator(f"#id_quellen-{before}-abgerufen_am").dispatch_event("focus")
    expect(page.locator("[data-wiki-start]")).to_have_count(0)


RELATED = {
    "id": 1,
    "title": "Nachbar",
    "adminTitle": "Nachbar",
    "editUrl": "/admin/",
    "parentId": 1,
}


def choose_related(page: Page) -> None:
    """As the side panel with similar cases does: the new row's chooser is filled in at once."""
    before = int(page.locator("[name=verwandte-TOTAL_FORMS]").input_value())
    offer = "(detail) => document.dispatchEvent(new CustomEvent('wiki:verwandt', { detail }))"
    page.evaluate(offer, RELATED)
    expect(page.locator("[name=verwandte-TOTAL_FORMS]")).to_have_value(str(before + 1))
    expect(page.locator("#id_verwandte-FORMS > *").last).to_contain_text("Nachbar")
