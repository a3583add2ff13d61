"""Signs, pictures and maps on the pages that readers see."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.images.tests.utils import get_test_image_file

from tests.factories import KommuneFactory, ThemaFactory, publish_projekt
from wiki.markt.gesichter import faces_of
from wiki.models import Bild, Projektseite

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("tree"),
    # Wagtail leaves the temporary file of a picture that it has made smaller to be closed later.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def picture(**credit: str) -> Bild:
    fields = {"urheber": "Erika <Muster>", "lizenz": "cc-by-4.0", "quelle": "Stadtarchiv"} | credit
    file = ContentFile(get_test_image_file().file.getvalue(), "rathaus.png")
    return Bild.objects.create(title="Rathaus", file=file, **fields)


def with_picture(image: Bild, **fields: Any) -> Projektseite:
    page = publish_projekt(**fields)
    image.contextual_alt_text, image.decorative = "Das Rathaus", False
    page.inhalt = [("text", [("bild", {"bild": image, "unterschrift": ""})])]
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def test_a_project_shows_the_sign_of_its_first_thema() -> None:
    themen = [ThemaFactory(name="B", zeichen="bus"), ThemaFactory(name="A", zeichen="tonne")]
    page = publish_projekt(themen=themen)
    assert faces_of([page])[page.pk].zeichen == "tonne"


def test_a_picture_of_the_article_comes_before_the_sign(client: Client) -> None:
    image = picture()
    page = with_picture(image)
    assert faces_of([page])[page.pk].bild.pk == image.pk
    text = client.get("/projekte/").content.decode()
    assert 'alt=""' in text
    assert 'height="112"' in text
    assert 'width="112"' in text


def test_the_credit_stands_wherever_the_picture_is_shown(client: Client) -> None:
    page = with_picture(picture())
    for address in ("/projekte/", page.url):
        text = " ".join(client.get(address).content.decode().split())
        assert "Bild: Erika &lt;Muster&gt;, <a href=" in text, address
        assert "creativecommons.org/licenses/by/4.0" in text, address
        assert "Quelle: Stadtarchiv" in text, address


def test_pictures_of_a_list_cost_no_query_each(client: Client) -> None:
    page = with_picture(picture())
    _queries(client)  # makes the small picture, and keeps the facts
    before = _queries(client)
    with_picture(page.inhalt[0].value[0].value["bild"], slug="zweites")
    _queries(client)  # facts that have changed are read anew
    assert _queries(client) == before


def _queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get("/projekte/")
    return len(queries)


def test_a_new_thema_takes_the_sign_of_the_one_above() -> None:
    above = ThemaFactory(zeichen="baum")
    below = ThemaFactory.build(oberthema=above)
    below.full_clean()
    assert (below.zeichen, ThemaFactory.build().bildzeichen) == ("baum", "thema")


def test_an_article_shows_where_its_kommune_lies(client: Client) -> None:
    konz = KommuneFactory(name="Konz <b>", ags="07235068", lat=49.7, lon=6.58)
    text = client.get(publish_projekt(kommunen=[konz]).url).content.decode()
    assert "Lage von Konz &lt;b&gt; im Landkreis Trier-Saarburg, Rheinland-Pfalz" in text
    assert 'viewBox="200 4151 1620 2092" role="img" aria-labelledby="lage"' in text
    assert 'cx="552" cy="5450"' in text
    assert 'href="https://www.bkg.bund.de"' in text


def test_an_article_without_a_known_place_shows_no_map(client: Client) -> None:
    page = publish_projekt(kommunen=[KommuneFactory(lat=None, lon=None)])
    assert "wiki-lage" not in client.get(page.url).content.decode()


def test_an_article_says_how_far_the_project_is(client: Client) -> None:
    page = publish_projekt(status="umsetzung", status_jahr=2023)
    text = " ".join(client.get(page.url).content.decode().split())
    assert 'aria-current="step"> <span class="wiki-stufen__name">Umsetzung</span>' in text
    assert '<span class="wiki-stufen__jahr">Stand 2023</span>' in text
