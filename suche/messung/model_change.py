"""A change of the model without a gap: build beside, measure both, switch or drop, bring back.

While this runs, the active generation answers; page events go to both (`index`). Broken
off at any point, the same command goes on: whole batches stand behind it.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path

from django.utils import timezone

from einbettung.exceptions import GenerationInvalid
from einbettung.indexing.generation import activate, close, discard, encoder_of, reopen
from einbettung.indexing.index import PAGES_AT_ONCE, all_page_ids, index_pages
from einbettung.indexing.repair import FATAL
from einbettung.model.active_model import ActiveModel
from einbettung.models import Generation
from einbettung.vectors.vector_index import ensure_vector_index
from suche.exceptions import DatasetInvalid
from suche.rank.calibration import calibrate, store_calibration

from .dataset import PAIRS, Dataset, read_dataset
from .evaluation import figures_by_kind, judge_half, judge_pairs, open_index

logger = logging.getLogger(__name__)

MARGIN = 0.02  # nDCG@10 that a new generation may lose and still take over
CALIBRATED_ON = "tuning"  # half of the questions; the other one is for the comparison

Progress = Callable[[int], object]


@dataclass
class BuildReport:
    """What building brought: passages encoded and taken over, and pages that failed."""

    encoded: int = 0
    reused: int = 0
    failed: dict[int, str] = field(default_factory=dict)  # page id -> error


@dataclass(frozen=True)
class Bewertung:
    """How well a generation answers: nDCG@10, MRR@10, recall@10, each 0 to 1."""

    ndcg: float
    mrr: float
    recall: float
    fragen: int

    def __str__(self) -> str:
        return f"nDCG@10 {self.ndcg:.3f}, MRR@10 {self.mrr:.3f}, recall@10 {self.recall:.3f}"


@dataclass(frozen=True)
class ModelComparison:
    """The active generation (None: there is none) and the new one, on the same questions."""

    alt: Bewertung | None
    neu: Bewertung

    def __str__(self) -> str:
        return f"neu {self.neu}; bisher {self.alt or 'nichts'}"

    @property
    def says_nothing(self) -> bool:
        """Whether no question finds an answer in either: the questions are about another wiki."""
        return not self.neu.ndcg and not (self.alt and self.alt.ndcg)

    def is_good_enough(self, margin: float) -> bool:
        return self.alt is None or self.neu.ndcg >= self.alt.ndcg - margin


def fill(generation: Generation, progress: Progress = lambda _: None) -> BuildReport:
    """Brings every page into this generation; a page that is current in it costs next to nothing.
    One that breaks is reported and does not keep the others out."""
    built = BuildReport()
    ids = iter(list(all_page_ids()))
    while batch := list(islice(ids, PAGES_AT_ONCE)):
        _fill_batch(generation, batch, built)
        progress(len(batch))
    return built


def _fill_batch(generation: Generation, page_ids: Sequence[int], built: BuildReport) -> None:
    try:
        report = index_pages(page_ids, generation.modell, partial(encoder_of, generation))
    except FATAL:
        raise
    except Exception as error:
        logger.warning("Generation %s, Seiten %s", generation.pk, page_ids, exc_info=error)
        if len(page_ids) == 1:
            built.failed[page_ids[0]] = f"{type(error).__name__}: {error}"[:200]
            return
        for page_id in page_ids:
            _fill_batch(generation, [page_id], built)
    else:
        built.encoded += report.encoded
        built.reused += report.reused


def compare_models(
    active: Generation | None, new: Generation, dataset: Dataset, half: str, progress: Progress
) -> ModelComparison:
    """Asks both generations the same questions by the code that serves users and stores the
    figures in their rows. The new one is calibrated first, on the tuning half."""
    _calibrate(new, dataset)
    old = _rate(active, dataset, half, progress) if active else None
    return ModelComparison(old, _rate(new, dataset, half, progress))


def read_graded(folder: Path, half: str) -> Dataset:
    """Reads the questions that two generations are to be compared by. Raises DatasetInvalid when
    nothing of this half is graded."""
    dataset = read_dataset(folder)
    if not any(dataset.is_graded(query) for query in dataset.of_half(half)):
        raise DatasetInvalid(f"{folder}: Keine Frage der Hälfte „{half}“ ist benotet.")
    return dataset


def put_aside(generation: Generation) -> None:
    """Drops a generation that has lost the comparison. One that has answered before (a broken-off
    restore) is not removed but closed again."""
    if generation.aktiviert_am is None:
        discard(generation)
    else:
        close(generation)


def switch_to(generation: Generation, progress: Progress = lambda _: None) -> BuildReport:
    """Let this generation answer, as soon as it knows every page. Raises GenerationInvalid when
    pages are missing, ModelUnavailable or IndexMismatch when its model cannot be loaded here."""
    with _reopened(generation):
        built = fill(generation, progress)
        if built.failed:
            raise GenerationInvalid(_failed_pages(generation, built))
        encoder_of(generation).encode_query("Kommune")  # what cannot answer must not take over
        ensure_vector_index(generation)
        activate(generation)
    return built


@contextmanager
def _reopened(generation: Generation) -> Iterator[None]:
    """Lets page events reach the generation while the block runs. When anything fails, one that
    was replaced before is closed again."""
    replaced = generation.zustand == Generation.Zustand.ABGELOEST
    reopen(generation)
    try:
        yield
    except Exception:
        if replaced:
            close(generation)
        raise


def _failed_pages(generation: Generation, built: BuildReport) -> str:
    page_id, error = next(iter(built.failed.items()))
    return (
        f"{len(built.failed)} Seiten lassen sich in Generation {generation.pk} nicht einbetten "
        f"(Seite {page_id}: {error}). Umgeschaltet wurde nicht."
    )


def _rate(generation: Generation, dataset: Dataset, half: str, progress: Progress) -> Bewertung:
    with open_index(dataset, _live(generation)) as index:
        answered = []
        for query in dataset.of_half(half):
            answered.append(index.answer(query))
            progress(1)
    found = figures_by_kind(answered, dataset)["all"]
    bewertung = Bewertung(found.ndcg, found.mrr, found.recall, found.questions)
    _keep(generation, bewertung, half)
    return bewertung


def _keep(generation: Generation, bewertung: Bewertung, half: str) -> None:
    generation.bewertung = {
        "ndcg": round(bewertung.ndcg, 4),
        "mrr": round(bewertung.mrr, 4),
        "recall": round(bewertung.recall, 4),
        "fragen": bewertung.fragen,
        "haelfte": half,
        "am": timezone.now().isoformat(timespec="seconds"),
    }
    generation.save(update_fields=["bewertung"])


def _calibrate(generation: Generation, dataset: Dataset) -> None:
    """Fits the levels to the new generation; without questions that have no answer it leaves them
    alone."""
    with open_index(dataset, _live(generation)) as index:
        judged = judge_half(index, dataset, CALIBRATED_ON)
        pairs = judge_pairs(index, read_dataset(PAIRS), CALIBRATED_ON)
    try:
        store_calibration(calibrate(judged, pairs), generation.modell)
    except ValueError as error:
        logger.warning("Generation %s ist nicht kalibriert: %s", generation.pk, error)


def _live(generation: Generation) -> ActiveModel:
    return ActiveModel(generation.modell, encoder_of(generation))
