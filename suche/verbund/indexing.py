"""A stored case -> what it is found by: words, pieces of words, passages with vectors.

Passages are cut and encoded as those of the own pages, and lie in a table of their own: neither the
word index nor any figure of the own pages knows them.
"""

import hashlib
import json
import logging
import time
from collections.abc import Collection, Sequence
from functools import partial

from django.db import transaction
from pgvector import SparseVector

from einbettung.exceptions import IndexMismatch, ModelUnavailable
from einbettung.indexing.fingerprints import content_hash
from einbettung.indexing.index import sample_passages
from einbettung.model.active_model import get_encoder, model_signature
from einbettung.model.encoder import TextEncoder
from einbettung.schema import Document, EmbeddedPassage, TextSection
from einbettung.text import chunking
from einbettung.text.extraction import KURZFASSUNG, STECKBRIEF
from einbettung.vectors import ngram_vectors
from einbettung.vectors.encoding import encode_passages, fit_to_corpus
from suche.german import analysis
from suche.understand.cached_tables import current_wortschatz

from .models import Fremdpassage, Fremdprojekt, Nachbarwiki

logger = logging.getLogger(__name__)

AT_ONCE = 20  # cases in one run of the model
MAX_SECONDS = 1_800.0  # of the model in one run over a wiki; the next run goes on
TERM = 80  # characters of a word that are kept


def index_cases(projekte: Collection[Fremdprojekt]) -> None:
    """Stores the words of the cases and deletes their passages, which are out of date now.
    `index_missing` makes new ones."""
    _index_words(projekte)
    Fremdpassage.objects.filter(projekt__in=projekte).delete()


def renew_words(wiki: Nachbarwiki) -> None:
    """Writes the words anew of cases that were analysed by an older code or with other names."""
    outdated = wiki.projekte.exclude(wortstand=words_state()).order_by("pk")
    while projekte := list(outdated[:AT_ONCE]):
        _index_words(projekte)


def words_state() -> str:
    """Changes exactly when the same case would get other words or pieces of words."""
    names = sorted(current_wortschatz().eigennamen)
    content = json.dumps([analysis.VERSION, ngram_vectors.NGRAM_VERSION, names])
    return hashlib.sha256(content.encode()).hexdigest()


def _index_words(projekte: Collection[Fremdprojekt]) -> None:
    eigennamen, state = current_wortschatz().eigennamen, words_state()
    for projekt in projekte:
        projekt.woerter_titel = _terms(projekt.titel, eigennamen)
        text = " ".join(part.text for part in document_of(projekt).sections)
        places = " ".join([*projekt.kommunen, *projekt.laender])
        themen = " ".join(projekt.themen)
        projekt.woerter = _terms(f"{projekt.titel} {themen} {places} {text}", eigennamen)
        pieces = ngram_vectors.page_vector(projekt.titel, f"{places} {text}")
        projekt.zeichen = SparseVector(pieces, ngram_vectors.DIMENSIONS)
        projekt.wortstand = state
        projekt.save(update_fields=["woerter_titel", "woerter", "zeichen", "wortstand"])


def index_missing(wiki: Nachbarwiki) -> None:
    """Encodes all cases of a wiki that have no passages. Passages of another model, or that this
    code would cut in another way, are deleted first. Without a model the cases are found by their
    words alone."""
    signature = model_signature()
    passages = Fremdpassage.objects.filter(projekt__wiki=wiki)
    passages.exclude(modell=signature, zerlegung=chunking.VERSION).delete()
    missing = list(wiki.projekte.filter(passagen=None).order_by("pk").values_list("pk", flat=True))
    if not missing:
        return
    try:
        encoder = get_encoder()
    except (ModelUnavailable, IndexMismatch):
        logger.exception("Projekte aus %s bleiben ohne Vektoren", wiki.name)
        return
    end = time.monotonic() + MAX_SECONDS
    for start in range(0, len(missing), AT_ONCE):
        if time.monotonic() > end:
            return
        projekte = Fremdprojekt.objects.in_bulk(missing[start : start + AT_ONCE])
        _encode(list(projekte.values()), signature, encoder)


def document_of(projekt: Fremdprojekt) -> Document:
    """The case as the index of pages would see it."""
    facts = {"Land": projekt.laender, "Themen": projekt.themen}
    steckbrief = " ".join(f"{name}: {', '.join(said)}." for name, said in facts.items() if said)
    sections = [
        TextSection(KURZFASSUNG, "", projekt.kurzfassung),
        *(TextSection(part["name"], "", part["text"]) for part in projekt.abschnitte),
        TextSection(STECKBRIEF, "steckbrief", steckbrief),
    ]
    told = tuple(part for part in sections if part.text)
    return Document(-projekt.pk, projekt.titel, tuple(projekt.kommunen), told)


def _terms(text: str, eigennamen: frozenset[str]) -> list[str]:
    found = analysis.tokens(analysis.normalise(text), eigennamen)
    return sorted({token.term[:TERM] for token in found})


def _encode(projekte: Sequence[Fremdprojekt], signature: str, encoder: TextEncoder) -> None:
    cut = {p.pk: chunking.chunk(document_of(p), encoder.count_tokens) for p in projekte}
    wanted: dict[str, EmbeddedPassage] = {
        content_hash(passage): passage for passages in cut.values() for passage in passages
    }
    fit_to_corpus(signature, encoder, partial(sample_passages, encoder.count_tokens))
    vectors = encode_passages(wanted, signature, encoder) if wanted else {}
    with transaction.atomic():
        Fremdpassage.objects.bulk_create(
            Fremdpassage(
                projekt_id=pk,
                nummer=number,
                abschnitt=passage.section,
                text=passage.text,
                modell=signature,
                zerlegung=chunking.VERSION,
                vektor=vectors[key].passage,
                token_vektoren=vectors[key].tokens,
            )
            for pk, passages in cut.items()
            for number, passage in enumerate(passages)
            if (key := content_hash(passage))
        )
