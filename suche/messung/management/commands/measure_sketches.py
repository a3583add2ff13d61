"""`manage.py measure_sketches`: does a long sketch find what its core finds?

The graded sketches of fixtures/fragen are short. Each is put into a frame of administrative text
eight times as long (money, dates, committees, data protection), and what `pick` reads of the whole
is compared with the sketch alone and with simply cutting the text off."""

import math
import time
from collections.abc import Callable, Sequence
from statistics import fmean
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from wagtail.models import Page

from einbettung.indexing.index import indexable_pages
from suche.exceptions import WikiEmpty
from suche.messung.dataset import QUESTIONS, Dataset, Query, read_dataset
from suche.messung.ranking_figures import ndcg
from suche.understand.question import QUESTION_MAX_CHARS
from suche.understand.sketches import split_sentences
from suche.vorhaben.checking import ask_sketch, rate_passages
from suche.vorhaben.cleaning import one_text, plain_blocks
from suche.vorhaben.files.text_files import text_blocks
from suche.vorhaben.picking import pick
from wiki.visibility import anonymous_request, visible_ids

FRAME_FILE = QUESTIONS / "skizzenrahmen.txt"
SKETCH_PLACES = {
    "am Anfang": (0.0, 0.0, 0.0),
    "verteilt": (0.15, 0.5, 0.8),
    "am Ende": (1.0, 1.0, 1.0),
}


class Command(BaseCommand):
    help = "Misst, ob eine lange Skizze findet, was ihr Kern findet (nDCG@10 der Skizzen)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--half", choices=["tuning", "final"], default="tuning")

    def handle(self, *args: Any, **options: Any) -> None:
        dataset = read_dataset(QUESTIONS)
        sketches = [q for q in dataset.queries if q.kind == "sketch" and q.half == options["half"]]
        if not visible_ids(anonymous_request(), indexable_pages()):
            raise WikiEmpty
        self._line("Skizze allein", dataset, sketches, lambda text: text)
        for name, places in SKETCH_PLACES.items():
            self._line(f"{name}: abgeschnitten", dataset, sketches, _cut(places))
            self._line(f"{name}: ausgewählt", dataset, sketches, _picked(places))

    def _line(
        self,
        name: str,
        dataset: Dataset,
        sketches: Sequence[Query],
        prepare: Callable[[str], str],
    ) -> None:
        slugs = dict(Page.objects.values_list("pk", "slug"))
        found, seconds = [], []
        for sketch in sketches:
            started = time.perf_counter()
            _, ergebnis = ask_sketch(prepare(sketch.text), anonymous_request())
            seconds.append(time.perf_counter() - started)
            ranking = [slugs[page.page_id] for page in ergebnis.ranking.pages]
            found.append(ndcg(ranking, dataset.grades[sketch.id]))
        self.stdout.write(f"{name:26} nDCG@10 {fmean(found):.3f}   {1000 * fmean(seconds):6.0f} ms")


def _cut(places: Sequence[float]) -> Callable[[str], str]:
    return lambda text: framed(text, places)[:QUESTION_MAX_CHARS]


def _picked(places: Sequence[float]) -> Callable[[str], str]:
    def read(text: str) -> str:
        whole = one_text(plain_blocks(text_blocks(framed(text, places))))
        return pick(whole, lambda passages: rate_passages(passages, anonymous_request())).text

    return read


def framed(text: str, places: Sequence[float]) -> str:
    """Cuts the sketch into three parts and puts each at its place in the frame (0 begin, 1 end)."""
    lines = FRAME_FILE.read_text(encoding="utf-8").splitlines()
    sentences = split_sentences(text)
    third = math.ceil(len(sentences) / 3)
    parts = [" ".join(sentences[start : start + third]) for start in (0, third, 2 * third)]
    for place, part in reversed(list(zip(places, parts, strict=True))):
        lines.insert(round(place * len(FRAME_FILE.read_text(encoding="utf-8").splitlines())), part)
    return "\n".join(lines)
