"""What goes out to people who log in nowhere: feeds, mails, and what links in mails lead to."""

from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from suche.abo.consent import signed_link_of
from suche.abo.mail.wochenmail import send_weekly
from suche.abo.models import Abonnement, Netzwerkantwort, Planung
from suche.abo.netzwerk import send_answers
from suche.abo.planungen import remind_of_end
from suche.abo.signed_links import ABMELDEN, BESTAETIGEN, signed
from suche.luecken.models import Luecke
from suche.models import Netzwerkfrage
from suche.webhooks.bodies import FORMS, body_of
from suche.webhooks.meldungen import meldung_of
from suche.webhooks.models import Webhook
from wiki.gueltigkeit.angaben import asking_link
from wiki.gueltigkeit.bestaetigung import signed_link
from wiki.gueltigkeit.erinnerungen import send_reminders
from wiki.markt.feeds import feeds
from wiki.mitmachen.rueckmeldung import send_antwort
from wiki.models import Projektseite, Rueckmeldung
from wiki.models.projektseite import heute

from .private_pages import SUBJECTS, Visitor, World, named_in, subject

# Many surfaces show only what fits well: levels are of the bundled model.
pytestmark = [pytest.mark.django_db, pytest.mark.real_model]

Ereignis = Webhook.Ereignis
FEEDS = ["/markt/feed/", "/thema/gebiet-{}/feed/", "/kommune/ort-{}/feed/"]


@pytest.mark.parametrize("feed", FEEDS)
def test_feeds_show_nobody_a_private_page(
    feed: str, visitor: Visitor, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Feed readers log in nowhere: whoever asks gets what anybody may read."""
    monkeypatch.setattr(feeds, "EINTRAEGE", 100)
    pages = [visitor.get(feed.format(animal.lower())) for animal, _ in SUBJECTS.values()]
    assert all("<feed" in page for page in pages)
    assert not named_in(" ".join(pages))


def test_feed_of_a_question_shows_nobody_a_private_page(visitor: Visitor, world: World) -> None:
    pages = [visitor.get("/suche/feed/", q=subject(kind)) for kind in SUBJECTS]
    assert all("<entry>" in page for page in pages)
    assert not named_in(" ".join(pages))


def test_mails_name_no_private_page(world: World) -> None:
    """Weekly mails, answers of the network, and reminders of plans."""
    now = timezone.now()
    for kind, page in world.private.items():
        agreed = {"postfach": f"{page.pk}@stadt.de", "bestaetigt_am": now}
        follow(kind, page, gemeldet={}, **agreed)
        plan = {"kommune": world.nachnutzer, "stelle": "Team", "gilt_bis": heute()}
        Planung.objects.create(seite=page, **plan, **agreed)
        frage = Netzwerkfrage.objects.create(text="?", kontakt="a@stadt.de", erledigt=True)
        Netzwerkantwort.objects.create(frage=frage, seite=page, bestaetigt_am=now)
    assert send_weekly() == len(SUBJECTS)  # of their public neighbours
    assert remind_of_end(heute()) == len(SUBJECTS)
    assert send_answers() == 0
    assert not named_in(" ".join(f"{m.subject} {m.body}" for m in mail.outbox))


def test_reminders_and_answers_name_no_private_page(world: World) -> None:
    """The page was for everybody when somebody wrote about it, or named a mailbox for it."""
    due = {
        "gueltig_bis": heute(),
        "kontakt_postfach": "amt@stadt.de",
        "kontakt_stelle": "Geheimes Amt",
    }
    for page in (*world.private.values(), world.verlinkt):
        Projektseite.objects.filter(pk=page.pk).update(**due)
        wrote = Rueckmeldung.objects.create(
            seite=page, art="frage", text="?", kontakt="a@b.de", antwort="Ja.", marke=str(page.pk)
        )
        send_antwort(wrote.pk)
    assert send_reminders(heute()) == 1
    texts = " ".join(f"{m.subject} {m.body}" for m in mail.outbox)
    assert len(mail.outbox) == len(world.private) + 2
    assert texts.count("Geheimes Amt") == 1  # of the page that everybody may read
    assert not named_in(texts)


def follow(kind: str, page: Projektseite, **agreed: Any) -> None:
    """A question about the page, its Thema, its Kommune and the page itself."""
    place = SUBJECTS[kind][0].lower()
    filters = (f"thema=gebiet-{place}", f"kommune=ort-{place}")
    Abonnement.objects.create(frage=subject(kind), **agreed)
    Abonnement.objects.create(seite=page, **agreed)
    for only in filters:
        Abonnement.objects.create(filter=only, **agreed)


def test_the_form_of_an_abo_names_no_private_page(visitor: Visitor, world: World) -> None:
    """Mails go to whoever reads the mailbox, so the page has to be for everybody."""
    shown = [visitor.get("/suche/abo/", seite=str(page.pk)) for page in world.private.values()]
    assert not named_in(" ".join(shown))


def test_links_in_mails_of_an_abo_name_no_private_page(visitor: Visitor, world: World) -> None:
    """Its page was for everybody once."""
    shown = []
    for page in world.private.values():
        entry = signed_link_of(Abonnement.objects.create(seite=page, postfach="a@stadt.de"))
        shown.append(visitor.get(f"/suche/abo/bestaetigen/{signed(entry, BESTAETIGEN)}/"))
        shown.append(visitor.get(f"/suche/abo/abmelden/{signed(entry, ABMELDEN)}/"))
    assert all("nicht mehr öffentlich" in page for page in shown)
    assert not named_in(" ".join(shown))


def test_hooks_tell_no_private_page(world: World) -> None:
    """Neither that it is new, nor its status, nor that it answers a question."""
    for page in world.private.values():
        luecke = Luecke.objects.create(frage=page.title, stand="beantwortet", antwort_id=page.pk)
        assert meldung_of(Ereignis.NEU, page.pk) is None
        assert meldung_of(Ereignis.STATUS, page.pk, "planung") is None
        assert meldung_of(Ereignis.BEANTWORTET, luecke.pk) is None


def test_hooks_name_no_private_page_beside_a_public_one(world: World) -> None:
    told = [meldung_of(Ereignis.NEU, page.pk) for page in world.public]
    bodies = [body_of(form, meldung, "") for meldung in told if meldung for form in FORMS]
    assert len(bodies) == len(FORMS) * len(world.public)
    assert not named_in(str(bodies))


def test_the_form_of_a_plan_names_no_private_page(visitor: Visitor, world: World) -> None:
    """What is announced on a page is for everybody, so the page has to be, too."""
    shown = [visitor.get("/suche/planung/", seite=str(page.pk)) for page in world.private.values()]
    assert not named_in(" ".join(shown))


def test_the_link_of_a_reminder_names_no_private_page(visitor: Visitor, world: World) -> None:
    """It came by mail: who opens it may be anybody."""
    links = [signed_link(page) for page in world.private.values()]
    assert not named_in(" ".join(visitor.get(f"/noch-aktuell/{link}/") for link in links))


def test_the_two_questions_of_a_reminder_name_no_private_page(
    visitor: Visitor, world: World
) -> None:
    links = [asking_link(page, True) for page in world.private.values()]
    assert not named_in(" ".join(visitor.get(f"/angaben/{link}/") for link in links))
