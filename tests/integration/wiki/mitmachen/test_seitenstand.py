""" "Neu" and "zuletzt geändert" mean what a page says, not the day on which it was stored."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from tests.factories import publish_projekt
from wiki.gueltigkeit.bestaetigung import confirm
from wiki.mitmachen.seitenstand import complete
from wiki.models import Projektquelle, Projektseite, Seitenstand, Veranstaltung
from wiki.models.projektseite import heute
from wiki.models.seiten import Veranstaltungsverzeichnis

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]
LONG_AGO = "2020-05-04"
OLD = {"neu_seit": LONG_AGO, "geaendert": LONG_AGO}


def old_page(**fields: Any) -> Projektseite:
    page = publish_projekt(**fields)
    Seitenstand.objects.filter(seite=page.pk).update(**OLD)
    return Projektseite.objects.get(pk=page.pk)


def changed(page: Page) -> str:
    return Seitenstand.objects.get(seite=page.pk).geaendert


def republish(page: Projektseite, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_a_page_is_new_on_the_day_it_is_published() -> None:
    stand = Seitenstand.objects.get(seite=publish_projekt().pk)
    assert (stand.neu_seit, stand.geaendert) == (heute().isoformat(),) * 2


def test_a_page_is_not_new_while_it_is_only_scheduled() -> None:
    page = publish_projekt()
    page.unpublish()
    Seitenstand.objects.all().delete()
    Page.objects.filter(pk=page.pk).update(first_published_at=None)
    page = Projektseite.objects.get(pk=page.pk)
    republish(page, go_live_at=timezone.now() + timedelta(days=7))
    assert not Seitenstand.objects.exists()
    republish(page, go_live_at=None)
    assert changed(page) == heute().isoformat()


@pytest.mark.parametrize("fields", [{"kosten_einmalig": 5}, {"kurzfassung": "Anders."}])
def test_other_words_or_facts_are_a_change(fields: dict[str, Any]) -> None:
    page = old_page()
    republish(page, **fields)
    assert changed(page) == heute().isoformat()
    assert Seitenstand.objects.get(seite=page.pk).neu_seit == LONG_AGO


def test_another_source_is_a_change() -> None:
    page = old_page()
    republish(page, quellen=[Projektquelle(bezeichnung="Bericht", datum="2019")])
    assert changed(page) == heute().isoformat()


def test_to_publish_the_same_again_or_to_confirm_it_is_no_change() -> None:
    page = old_page()
    republish(page, search_description="Für Suchmaschinen.")
    confirm(page.pk)
    assert changed(page) == LONG_AGO


def test_pages_from_before_get_their_day_from_their_history() -> None:
    page = publish_projekt()
    republish(page, kurzfassung="Anders.")
    republish(page)
    Seitenstand.objects.all().delete()
    assert complete() == 1
    assert changed(page) == heute().isoformat()
    assert complete() == 0


def fixtures(folder: Path, *quellen: dict[str, Any], **fields: Any) -> Path:
    """A wiki of one project with these sources."""
    project = {
        "titel": "Ampel", "kurzfassung": "Kurz.", "kommunen": ["Kusel"], "themen": ["Umwelt"],
        "status": "betrieb", "quellen": list(quellen),
    } | fields  # fmt: skip
    start = {"art": "startseite", "slug": "start", "titel": "Start"}
    markt = {"art": "projekte", "slug": "projekte", "titel": "Projekte"}
    kommune = {"name": "Kusel", "slug": "kusel", "typ": "Stadt", "land": "Rheinland-Pfalz"}
    for name, content in {
        "kommunen.yaml": [kommune],
        "themen.yaml": [{"name": "Umwelt", "slug": "umwelt"}],
        "seiten.yaml": [start, markt],
        "projekte/ampel.yaml": project,
    }.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    (folder / "veranstaltungen").mkdir(exist_ok=True)
    return folder


def loaded(folder: Path) -> Projektseite:
    for start in Page.objects.filter(depth=2):
        start.delete()
    call_command("load_wiki", "--folder", str(folder), verbosity=0)
    return Projektseite.objects.get(slug="ampel")


def test_a_loaded_page_is_as_old_as_its_facts(tmp_path: Path, client: Client) -> None:
    sources = [{"titel": "A", "datum": "2019"}, {"titel": "B", "datum": "2021-04"}]
    page = loaded(fixtures(tmp_path, *sources, status_jahr=2020))
    assert changed(page) == "2021-04"
    text = " ".join(client.get(page.url).content.decode().split())
    assert 'Stand der Angaben: <time datetime="2021-04">April 2021</time>' in text
    assert "Ampel" not in client.get("/aenderungen/").content.decode()


def test_without_any_date_nothing_is_claimed(tmp_path: Path, client: Client) -> None:
    page = loaded(fixtures(tmp_path))
    assert changed(page) == ""
    text = client.get(page.url).content.decode()
    assert not any(said in text for said in ("Stand der Angaben", "Zuletzt geändert"))


def test_what_the_team_changes_on_a_loaded_page_is_of_today(tmp_path: Path, client: Client) -> None:
    page = loaded(fixtures(tmp_path, {"titel": "A", "datum": "2019"}))
    republish(page, kosten_einmalig=5)
    assert "Zuletzt geändert am" in client.get(page.url).content.decode()
    assert "Ampel" in client.get("/aenderungen/").content.decode()


def test_feeds_tell_the_day_of_the_facts(client: Client) -> None:
    old_page(title="Alt")
    publish_projekt(title="Neu")
    feed = client.get("/markt/feed/").content.decode()
    assert feed.index("Neu") < feed.index("Alt")
    assert "<published>2020-05-04T00:00:00" in feed


# Home


def home(client: Client) -> str:
    return " ".join(client.get("/").content.decode().split())


def test_home_says_when_nothing_is_new(client: Client) -> None:
    old_page(title="Alt")
    assert "ist nichts dazugekommen" in home(client)
    publish_projekt(title="Neu")
    assert "ist nichts dazugekommen" not in home(client)


def meeting(days: int) -> None:
    day = heute() + timedelta(days=days)
    page = Veranstaltung(title=f"Treffen {days}", kurzfassung="Kurz.", datum=day, ort="Mainz")
    page.slug = f"treffen-{days}".replace("--", "-vor-")
    Veranstaltungsverzeichnis.objects.get().add_child(instance=page)
    page.save_revision().publish()


def test_home_names_the_next_meeting(client: Client) -> None:
    for days in (-3, 30, 10):
        meeting(days)
    assert ("Treffen 10" in home(client), "Treffen 30" in home(client)) == (True, False)


def test_home_says_that_no_meeting_is_fixed(client: Client) -> None:
    assert "Zurzeit steht kein Termin fest." in home(client)
    meeting(-3)
    assert "Zurzeit steht kein Termin fest. Zuletzt: <a" in home(client)
