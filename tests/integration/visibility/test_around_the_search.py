"""What stands on the search: suggestions, sketches, Vermerke, similar cases."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from django.test import Client, override_settings

from suche.answer import similar as suche_duplicates
from suche.answer.similar import similar_titles
from suche.doppelt.similar_drafts import similar_cases
from suche.rank.levels import GOOD, RELATED, WEAK
from tests.integration.vermerke import docx_text, pdf_text
from tests.sprachmodell import sprachmodell_running

from .private_pages import SUBJECTS, Visitor, World, named_in, subject
from .surfaces import Surface

# Many surfaces show only what fits well: levels are of the bundled model.
pytestmark = [pytest.mark.django_db, pytest.mark.real_model]


def suggested(visitor: Visitor, group: str, typed: str) -> set[str]:
    """Kinds that a suggestion names."""
    texts = [
        entry["text"]
        for kind, (animal, _) in SUBJECTS.items()
        for entry in _suggestions(visitor, group, typed.format(kind=kind, animal=animal))
    ]
    kinds = {kind for kind in SUBJECTS if {f"Ort {kind}", f"Gebiet {kind}"} & set(texts)}
    return named_in(" ".join(texts)) | kinds


def _suggestions(visitor: Visitor, group: str, typed: str) -> list[dict[str, str]]:
    gruppen = json.loads(visitor.get("/suche/vorschlaege/", q=typed))["gruppen"]
    return [entry for g in gruppen if g["titel"] == group for entry in g["eintraege"]]


def sketched(visitor: Visitor) -> set[str]:
    """On the page that checks a sketch on their subjects: projects, offices, stumbling blocks."""
    pages = [visitor.get("/suche/vorhaben/", q=subject(kind)) for kind in SUBJECTS]
    return named_in(" ".join(pages))


def vermerk(visitor: Visitor, kind: str, form: str) -> str:
    """The text of the file about this kind's subject, opened again."""
    read = {"pdf": pdf_text, "docx": docx_text}[form]
    query = {"q": subject(kind), "format": form}
    return read(visitor.client.post("/suche/vermerk/datei/", query).content)


def similar_to_drafts(visitor: Visitor) -> set[str]:
    """In the side panel of somebody who writes about the same."""
    found = [similar_cases(subject(kind), subject(kind), "", visitor.request) for kind in SUBJECTS]
    return named_in(" ".join(fall.seite.title for cases in found for fall in cases))


def alike(visitor: Visitor) -> set[str]:
    """What an import by this visitor is told to be like its rows, whatever the level."""
    levels = frozenset({GOOD, RELATED, WEAK})
    with patch.multiple(suche_duplicates, TITLES_SHOWN=200, ALIKE_LEVELS=levels):
        found = [similar_titles(subject(kind), visitor.request) for kind in SUBJECTS]
    return named_in(" ".join(title for titles in found for title in titles))


def summed_up(visitor: Visitor) -> set[str]:
    """In sentences, and in what the language model was sent: it repeats each source."""
    with TemporaryDirectory() as folder, sprachmodell_running(Path(folder)) as house:
        named = override_settings(
            SATZ_ADRESSE=house.address, SATZ_MODELL="klein", ACCOUNT_RATE_LIMITS={}
        )
        with named:
            pages = [
                visitor.client.post("/suche/saetze/", {"q": subject(kind)}).content.decode()
                for kind in SUBJECTS
            ]
        sent = json.dumps([asked["body"] for asked in house.asked], ensure_ascii=False)
    assert named_in(sent) == named_in(" ".join(pages))
    return named_in(sent)


SURFACES: dict[str, Surface] = {
    "sentences": lambda v, w: summed_up(v),
    "suggested pages": lambda v, w: suggested(v, "Seiten", "Vorhaben {animal}"),
    "suggested Kommunen": lambda v, w: suggested(v, "Kommunen", "Ort {kind}"),
    "suggested Themen": lambda v, w: suggested(v, "Themen", "Gebiet {kind}"),
    "sketch": lambda v, w: sketched(v),
    "Ansprechstellen": lambda v, w: named_in(
        " ".join(v.get("/suche/ansprechstellen/", q=subject(kind)) for kind in SUBJECTS)
    ),
    "Vermerk": lambda v, w: named_in(" ".join(vermerk(v, kind, "docx") for kind in SUBJECTS)),
    "similar cases of a draft": lambda v, w: similar_to_drafts(v),
    "similar projects of an import": lambda v, w: alike(v),
}


@pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)
def test_surface_shows_exactly_the_readable_pages(
    surface: Surface, visitor: Visitor, world: World
) -> None:
    assert surface(visitor, world) == visitor.readable


@pytest.mark.parametrize("kind", ["login", "password"])
def test_vermerk_as_pdf_names_what_it_names_as_docx(
    visitor: Visitor, world: World, kind: str
) -> None:
    """Two are enough: one document is written in both forms, and PDF takes longest of all."""
    assert (kind in named_in(vermerk(visitor, kind, "pdf"))) == (kind in visitor.readable)


def test_vermerk_counts_only_readable_projects(visitor: Visitor, world: World) -> None:
    readable = len(world.public) + len(visitor.readable)  # alias and source are one
    assert f": {readable} Projekte" in vermerk(visitor, "login", "docx")


def test_municipalities_while_typing_say_nothing_of_pages(visitor: Visitor, world: World) -> None:
    offered = visitor.get("/suche/kommunen/", q="Ort")
    assert offered == Client().get("/suche/kommunen/", {"q": "Ort"}).content.decode()
    assert named_in(offered) == set()
    assert not any(f"Ort {kind}," in offered for kind in SUBJECTS)
