"""What "Gibt es das schon?" costs at a size that the wiki does not have: the whole request, from
the form as a browser sends it to the piece of HTML, for an Autor. Nothing of it stays."""

import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from einbettung.indexing.generation import active_generation
from einbettung.vectors.vector_index import ensure_vector_index
from suche.exceptions import MeasuringFailed
from suche.rank.words.lexical import lexical_index
from wiki.models import Kommune, Mitarbeit
from wiki.models.mitarbeit import AUTOR

from .index_bench import many_pages
from .page_bench import client

DRAFTS = [
    (
        "Kita-Anmeldung online",
        "Eltern melden ihr Kind online in einer der 20 Kitas der Stadt an; die Zusage kommt per "
        "E-Mail.",
        "Bisher liefen Eltern von Haus zu Haus und trugen sich in jede Liste ein. Wer einen Platz "
        "bekam, stand auf den anderen Listen weiter; im Sommer wusste niemand, wie viele Kinder "
        "wirklich fehlten.",
    ),
    (
        "Bodenfeuchte an Stadtbäumen",
        "Sensoren melden dem Bauhof per LoRaWAN, welcher Baum Wasser braucht.",
        "Junge Bäume vertrockneten, andere wurden gegossen, obwohl es geregnet hatte.",
    ),
    ("Terminvergabe im Bürgerbüro", "Bürger buchen ihren Termin im Internet.", ""),
    ("Abholschrank für Ausweise", "", ""),
    ("", "Eine App meldet Schlaglöcher und wilden Müll an das Ordnungsamt.", ""),
]


@contextmanager
def large_wiki(pages: int) -> Iterator[None]:
    """So many pages with all that a question reads, for this connection alone."""
    with (
        tempfile.TemporaryDirectory() as folder,
        override_settings(WHOOSH_DIR=folder),
        many_pages(pages, tokens=True),
    ):
        lexical_index().catch_up()
        if generation := active_generation():
            ensure_vector_index(generation)  # a wiki that is so large has it already
        yield


@contextmanager
def an_author() -> Iterator[Client]:
    """Creates somebody who writes for one Kommune and is logged in; gone afterwards."""
    with transaction.atomic():
        user = get_user_model().objects.create(username="messung-doppelt")
        user.groups.add(Group.objects.get(name=AUTOR))
        kommune = Kommune.objects.filter(projekte__live=True).order_by("pk")[0]
        Mitarbeit.objects.create(benutzer=user, kommune=kommune)
        browser = client()
        browser.force_login(user)
        yield browser
        transaction.set_rollback(True)


def request_times(browser: Client, rounds: int) -> list[float]:
    """Measures milliseconds by the clock, each draft so often; the first round only warms up."""
    found = []
    for number in range(rounds + 1):
        for draft in DRAFTS:
            started = time.perf_counter()
            answer = browser.post(reverse("projekt_doppelt"), form_of(*draft))
            milliseconds = 1000 * (time.perf_counter() - started)
            if answer.status_code != 200:
                raise MeasuringFailed(f"Die Anfrage wird mit {answer.status_code} beantwortet.")
            if number:
                found.append(milliseconds)
    return found


def form_of(titel: str, kurzfassung: str, ausgangslage: str) -> dict[str, str]:
    """Returns what static/js/redaktion.js sends of the form."""
    text = {"blocks": [{"key": "a", "text": ausgangslage, "type": "unstyled"}], "entityMap": {}}
    return {
        "title": titel,
        "kurzfassung": kurzfassung,
        "inhalt-count": "1",
        "inhalt-0-deleted": "",
        "inhalt-0-order": "0",
        "inhalt-0-type": "ausgangslage",
        "inhalt-0-value-count": "1",
        "inhalt-0-value-0-deleted": "",
        "inhalt-0-value-0-order": "0",
        "inhalt-0-value-0-type": "text",
        "inhalt-0-value-0-value": json.dumps(text),
    }
