"""The Redaktion sees what has changed, section by section, with remarks, and decides there."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.timezone import now
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Comment

from tests.factories import KommuneFactory, publish_projekt
from tests.integration.rollen import logged_in, person
from wiki.gueltigkeit.angaben import save_draft
from wiki.models import Bild, Nachnutzung, Projektquelle, Projektseite, Verwandtschaft


@pytest.fixture
def submitted(anna: User) -> Projektseite:
    """A published page, changed and handed in by its author."""
    kommunen = [anna.mitarbeit.get().kommune]
    page: Projektseite = publish_projekt(
        title="Ampel",
        slug="ampel",
        kommunen=kommunen,
        kurzfassung="Alt.",
        inhalt=[
            ("ausgangslage", [("text", "<p>Papier im Amt.</p>")]),
            ("loesung", [("text", "<p>Ein Portal.</p>")]),
        ],
    )
    page.kurzfassung = "Neu."
    sections = [(child.block_type, child.value, child.id) for child in page.inhalt]
    page.inhalt = [(kind, value) for kind, value, _ in sections]
    for child, (_, _, ident) in zip(page.inhalt, sections, strict=True):
        child.id = ident
    page.inhalt[0].value[0].value.source = "<p>Kreide im Amt.</p>"
    page.inhalt.append(("ergebnis", [("text", "<p>Weniger Wege.</p>")]))
    page.save_revision(user=anna)
    page.get_workflow().start(page, anna)
    return page


def address(page: Projektseite) -> str:
    return reverse("projekt_pruefen", args=[page.pk])


def test_each_section_shows_what_has_changed(submitted: Projektseite) -> None:
    answer = logged_in(person("rita")).get(address(submitted))
    places = [(place.name, place.art) for place in answer.context["stellen"]]
    assert places == [
        ("Kurzfassung", "geändert"),
        ("Ausgangslage", "geändert"),
        ("Ergebnis und Wirkung", "neu"),
    ]
    page = answer.content.decode()
    assert '<span class="deletion">Papier' in page
    assert '<span class="addition">Kreide' in page
    assert answer.context["gleich"] == ["Lösung"]


def test_remarks_stand_beside_their_section(submitted: Projektseite, anna: User) -> None:
    place = f"inhalt.{submitted.inhalt[0].id}.x"
    Comment.objects.create(page=submitted, user=anna, text="Stimmt das?", contentpath=place)
    Comment.objects.create(page=submitted, user=anna, text="Und hier?", contentpath="partner")
    context = logged_in(person("rita")).get(address(submitted)).context
    assert [c.text for c in context["stellen"][1].bemerkungen] == ["Stimmt das?"]
    assert [c.text for c in context["weitere"]] == ["Und hier?"]


@pytest.mark.parametrize(("action", "live"), [("approve", "Neu."), ("reject", "Alt.")])
def test_the_decision_is_made_there(submitted: Projektseite, action: str, live: str) -> None:
    rita = logged_in(person("rita"))
    target = rita.get(address(submitted)).context[action]
    rita.post(target, {"comment": "Bitte kürzer."})
    assert Projektseite.objects.get(pk=submitted.pk).kurzfassung == live


def test_whoever_gives_a_text_back_is_asked_what_shall_change(submitted: Projektseite) -> None:
    task = submitted.current_workflow_task_state.pk
    where = reverse("wagtailadmin_pages:workflow_action", args=[submitted.pk, "reject", task])
    dialog = logged_in(person("rita")).get(where).json()["html"]
    assert '<label for="wiki-bemerkung">Was soll sich ändern?</label>' in dialog
    field = dialog.split('<textarea id="wiki-bemerkung"')[1].split(">")[0]
    assert 'name="comment"' in field
    assert "required" in field
    assert "novalidate" not in dialog


def test_what_nobody_has_seen_is_not_approved(submitted: Projektseite) -> None:
    rita = logged_in(person("rita"))
    seen = rita.get(address(submitted))
    fields = {"fassung": seen.context["fassung"]}
    assert f'name="fassung" value="{fields["fassung"]}"' in seen.content.decode()
    save_draft(submitted.pk, "", "Bauamt", said_by="")  # somebody answers a reminder meanwhile
    answer = rita.post(seen.context["approve"], fields, follow=True)
    assert "Der Text hat sich geändert" in answer.content.decode()
    assert Projektseite.objects.get(pk=submitted.pk).kurzfassung == "Alt."
    rita.post(seen.context["approve"], {"fassung": answer.context["fassung"]})
    assert Projektseite.objects.get(pk=submitted.pk).kontakt_stelle == "Bauamt"


def test_who_does_not_decide_is_sent_to_the_form(submitted: Projektseite, anna: User) -> None:
    answer = logged_in(anna).get(address(submitted))
    assert answer.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[submitted.pk])


def test_the_first_page_of_the_cms_leads_there(submitted: Projektseite) -> None:
    assert address(submitted) in logged_in(person("rita")).get("/admin/").content.decode()


@pytest.fixture
def new(anna: User) -> Projektseite:
    """A page that was never online, handed in by its author."""
    page: Projektseite = publish_projekt(
        title="Bank",
        slug="bank",
        kommunen=[anna.mitarbeit.get().kommune],
        kurzfassung="Eine Bank meldet, ob sie frei ist.",
        kosten_einmalig=12_000,
        kontakt_postfach="erika.muster@privat.example",
        inhalt=[
            ("ausgangslage", [("text", "")]),
            ("ergebnis", [("gewuenscht", "Parkbänke in Musterstadt")]),
        ],
    )
    page.quellen = [Projektquelle(bezeichnung="Ratsvorlage 7")]
    page.nachnutzungen = [Nachnutzung(kommune=KommuneFactory(name="Nachbarstadt"))]
    page.verwandte = [Verwandtschaft(ziel=publish_projekt(title="Stuhl"))]
    Projektseite.objects.filter(pk=page.pk).update(live=False, first_published_at=None)
    page.live, page.first_published_at = False, None
    page.go_live_at = datetime(2099, 1, 2, 9, 30, tzinfo=UTC)
    page.save_revision(user=anna)
    page.get_workflow().start(page, anna)
    return page


def test_of_a_new_page_everything_is_shown(new: Projektseite) -> None:
    answer = logged_in(person("rita")).get(address(new))
    page = " ".join(answer.content.decode().split())
    said = ("Eine Bank meldet", "12.000 €", "erika.muster@privat.example", "im Betrieb")
    rows = (
        "Ratsvorlage 7",
        "Nachbarstadt",
        "Stuhl",
        "Heimstadt",
        "Parkbänke in Musterstadt",
        "2. Januar 2099 10:30",
    )
    assert [text for text in (*said, *rows) if text not in page] == []
    assert {place.art for place in answer.context["stellen"]} == {"neu"}
    assert "None" not in page.partition("wiki-pruefen")[2].partition("wiki-pruefen__entsch")[0]
    assert (answer.context["gleich"], "nichts geändert" in page) == ([], False)


def test_a_page_that_was_taken_offline_is_shown_whole(new: Projektseite) -> None:
    Projektseite.objects.filter(pk=new.pk).update(first_published_at=now())
    page = logged_in(person("rita")).get(address(new)).content.decode()
    assert ("zurzeit nicht online" in page, "Eine Bank meldet" in page) == (True, True)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # of renditions
def test_a_section_of_a_picture_alone_shows_the_picture(submitted: Projektseite) -> None:
    picture = Bild(title="Ampel")
    picture.file.save("ampel.png", get_test_image_file(), save=False)
    picture.save()
    submitted.inhalt.append(("stolpersteine", [("bild", {"bild": picture, "unterschrift": ""})]))
    submitted.save_revision()
    answer = logged_in(person("rita")).get(address(submitted))
    assert ("Stolpersteine", "neu") in [(one.name, one.art) for one in answer.context["stellen"]]
    assert 'class="preview-image"' in answer.content.decode()


def test_what_was_changed_after_handing_in_is_shown_for_it_goes_online(
    submitted: Projektseite,
) -> None:
    submitted.kurzfassung = "Noch neuer."
    submitted.save_revision()
    rita = logged_in(person("rita"))
    answer = rita.get(address(submitted))
    assert "Noch neuer" in answer.content.decode()
    rita.post(answer.context["approve"])
    assert Projektseite.objects.get(pk=submitted.pk).kurzfassung == "Noch neuer."
