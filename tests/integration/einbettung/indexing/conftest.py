"""Four pages, indexed with the bundled model, and a small second model."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from einbettung.indexing.generation import begin, discard
from einbettung.indexing.index import index_pages
from einbettung.model.active_model import get_encoder, model_signature
from einbettung.model.encoder import load_encoder, signature_of
from einbettung.models import Generation, Projektion
from einbettung.vectors.projection import ensure_projection
from suche.rank.words.lexical import LexicalIndex
from tests.integration.conftest import KeepRows, Model, answer_with
from tests.integration.einbettung.indexing.generations import SMALL, WORDS, Pages
from tests.integration.seiten import publish_four, the_four
from tests.small_models import small_model
from wiki.models import Projektseite, Startseite


@pytest.fixture(scope="session")
def small_folder() -> Path:
    return small_model(SMALL)


@pytest.fixture(scope="session")
def small_projektion(
    small_folder: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Projektion:
    """Fitted once, as that of the bundled model."""
    signature = signature_of(str(small_folder))
    with django_db_blocker.unblock():
        ensure_projection(signature, load_encoder(str(small_folder), signature))
        row = Projektion.objects.get(pk=signature)
        row.delete()
    row.pk = signature
    return row


@pytest.fixture(scope="module")
def kept_pages(kept: KeepRows, tree: bool, real_model: Model) -> None:
    with kept(), pytest.MonkeyPatch.context() as patched:
        answer_with(real_model, patched)
        real_model.projektion.save()
        publish_four()
        real_model.index()


@pytest.fixture
def pages(kept_pages: None, db: None, wortindex: LexicalIndex) -> Pages:
    """Four pages, indexed with the bundled model."""
    return the_four()


@pytest.fixture
def small(pages: Pages, small_folder: Path, small_projektion: Projektion) -> Generation:
    """A second generation beside the first, not begun to be filled."""
    generation = begin(str(small_folder))
    small_projektion.save(force_insert=True)
    return generation


@pytest.fixture
def committed(
    committed_start: Startseite, wortindex: Any, small_projektion: Projektion
) -> Iterator[Pages]:
    """Four pages, committed, indexed with the bundled model; the small one's axes are there."""
    found = publish_four()
    index_pages([page.pk for page in found.values()], model_signature(), get_encoder)
    small_projektion.save(force_insert=True)
    yield found
    for generation in Generation.objects.all():
        Generation.objects.filter(pk=generation.pk).update(zustand="abgeloest")
        discard(generation)  # with its vector index, if it has one


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """Questions in other words than the pages': only a model that knows German answers them."""
    folder = tmp_path / "fragen"
    folder.mkdir()
    lines = [json.dumps({"id": name, "text": text}) for name, text in WORDS.items()]
    (folder / "queries.jsonl").write_text("\n".join(lines))
    slugs = Projektseite.objects.values_list("title", "slug")
    grades = [f"{title.split()[0].split('-')[0]}\t{slug}\t3" for title, slug in slugs]
    (folder / "qrels.tsv").write_text("\n".join(grades))
    return folder
