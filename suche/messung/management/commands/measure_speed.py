"""`manage.py measure_speed`: what the stages cost, on this machine, now.

Medians, of the clock also what nineteen of twenty stay below (p95). CPU time stands beside it,
because shared machines stretch the clock. What is compared from day to day is the ratio: of each
stage's CPU time to that of the same question encoded by torch, in the same run."""

import json
import math
import os
import random
import statistics
import time
from collections.abc import Callable, Collection
from typing import Any
from urllib.parse import urlencode

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.http import HttpRequest
from django.urls import reverse
from threadpoolctl import threadpool_limits

from einbettung.indexing.generation import active_generation
from einbettung.indexing.index import indexable_pages
from einbettung.model.active_model import get_encoder, model_signature
from einbettung.model.encoder import configured_source, path_of
from einbettung.model.engines import SentenceTransformersEngine
from einbettung.models import Chunk
from einbettung.vectors.ngram_vectors import question_vector
from einbettung.vectors.vector_index import ensure_vector_index
from suche.answer.answer import ask, kept_answers
from suche.answer.reply import reply_to
from suche.exceptions import WikiEmpty
from suche.fakten.order import RELEVANZ
from suche.german import compounds
from suche.german.lexicon import words
from suche.german.spelling import suggest
from suche.messung.corpus.own_database import run_manage
from suche.messung.engines.corpus import Forgetful
from suche.messung.growth.server_clock import one_process_a_query, server_clock
from suche.messung.index_bench import measure_reindex, measure_throughput
from suche.messung.management.arguments import add_json, page_number
from suche.messung.page_bench import client, size_of
from suche.messung.scratch import multiply, temporary_tables
from suche.messung.similar_drafts_bench import an_author, large_wiki, request_times
from suche.page.result_page import build_result_page
from suche.page.suggestions import indexed_titles, vorschlaege
from suche.rank import meaning
from suche.rank.parameters import DEPTH, SECOND_STAGE
from suche.rank.ranking import Plan, question_tokens, rank
from suche.rank.word_weights import weighted_words
from suche.rank.words.lexical import lexical_index
from suche.understand.known_words import current_vocabulary
from suche.understand.question import parse_question
from wiki.fakten.filters import Auswahl
from wiki.visibility import anonymous_request, visible_ids

QUESTIONS = [
    "Wer hat schon eine digitale Kita-Anmeldung eingeführt?",
    "LoRaWAN",
    "Handyparken Trier",
    "How do we find out whether a litter bin is full?",
    "Wie warnen wir Einwohner rechtzeitig vor Starkregen, und was kostet ein Sensornetz?",
]
TYPED = ["kita", "LoRaWAN", "handyp", "abholt", "kaisreslautern"]  # as far as somebody has come
MISTYPED = ["Barrierefreihiet", "Anmledung", "Strasenlaterne", "Kitaprotal", "Glasfaserausbua"]
PASSAGES = 64
SPEED_ROUNDS = 8  # of five questions: forty times each step
PANEL_ROUNDS = 5
SPLIT = 20_000  # words
QUESTIONS_SEED = 264
REFERENCE = "Frage einbetten, torch"

Step = tuple[str, Callable[[int], object]]


class Command(BaseCommand):
    help = "Misst Einbetten, die Schritte einer Frage und die ganze Antwort am geladenen Wiki."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--pages",
            type=page_number,
            default=0,
            help="auch Vektoren und zweite Stufe mit so vielen Seiten (Kopien, vorübergehend)",
        )
        add_json(parser)
        alone = parser.add_mutually_exclusive_group()
        alone.add_argument(
            "--repair",
            type=page_number,
            nargs="+",
            metavar="SEITEN",
            help="nur der Abgleich des Index mit so vielen Seiten (Kopien, vorübergehend): Zeit, "
            "Speicher; danach mit 100 geänderten",
        )
        alone.add_argument(
            "--doppelt",
            type=page_number,
            metavar="SEITEN",
            help="nur „Gibt es das schon?“ mit so vielen Seiten (Kopien, vorübergehend): die ganze "
            "Anfrage einer Autorin",
        )
        alone.add_argument(
            "--durchsatz",
            action="store_true",
            help="nur der Durchsatz des Indexierens gegen das bloße Modell",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        os.environ.setdefault("OMP_NUM_THREADS", "1")  # as in the web process
        self._lines: list[dict[str, Any]] = []
        self._reference = 0.0  # CPU ms of a question encoded by torch, once it is known
        if options["repair"] or options["doppelt"] or options["durchsatz"]:
            return self._one_thing(options)
        with one_process_a_query():
            self._everything(options["pages"])
        if options["json"]:
            options["json"].write_text(json.dumps(self._lines, ensure_ascii=False, indent=1))

    def _one_thing(self, options: dict[str, Any]) -> None:
        if options["json"] or options["pages"]:
            raise CommandError("--json und --pages gehören zum Messen aller Schritte.")
        if options["repair"]:
            self._repair(options["repair"])
        elif options["doppelt"]:
            self._panel(options["doppelt"])
        else:
            self._throughput()

    def _everything(self, pages: int) -> None:
        request = anonymous_request()
        allowed = visible_ids(request, indexable_pages())
        if not allowed:
            raise WikiEmpty
        chunks = Chunk.objects.count()
        self.stdout.write(f"{len(allowed)} Seiten, {chunks} Chunks, {model_signature()}\n")
        self._words()
        self._passages()
        _use_one_thread()
        self._measure_reference()
        self._steps(*_until_the_hits(request, allowed), *_beside_the_hits(request))
        if pages:
            self._as_if_larger(pages, request)

    def _measure_reference(self) -> None:
        engine = SentenceTransformersEngine(path_of(configured_source()))
        texts = [parse_question(text).text for text in QUESTIONS]
        self._steps((REFERENCE, lambda i: engine.run("query", [texts[i]])))
        self._reference = self._lines[-1]["cpu_ms"]

    def _as_if_larger(self, pages: int, request: HttpRequest) -> None:
        """Measures what reads vectors or titles with copies of the pages, first without an index of
        the vectors."""
        with temporary_tables(filled=True):
            many = multiply(pages)
            self.stdout.write(f"\n{len(many)} Seiten, {Chunk.objects.count()} Chunks (Kopien)")
            indexed_titles.forget()
            self._steps(*_by_meaning(many), _suggestions(request))
            if (generation := active_generation()) and ensure_vector_index(generation):
                self.stdout.write("\nmit Vektorindex, wie ihn der Abgleich anlegt")
                self._steps(*_by_meaning(many))
        indexed_titles.forget()

    def _repair(self, sizes: list[int]) -> None:
        """Measures each size in a process of its own: no process gives its peak of memory back."""
        if len(sizes) > 1:
            for size in sizes:
                run_manage("measure_speed", "--repair", str(size))
            return
        for name, cost in measure_reindex(sizes[0]):
            self.stdout.write(
                f"{sizes[0]:6} Seiten, {name:14} CPU {cost.cpu:6.1f} s   Uhr {cost.wall:6.1f} s   "
                f"Speicher höchstens {cost.peak_mb:4.0f} MB"
            )
            self.stdout.flush()

    def _panel(self, pages: int) -> None:
        _use_one_thread()
        with large_wiki(pages), an_author() as client:
            times = request_times(client, PANEL_ROUNDS)
        self.stdout.write(
            f"{pages:6} Seiten, „Gibt es das schon?“   Uhr {statistics.median(times):6.0f} ms   "
            f"max {max(times):6.0f} ms"
        )

    def _throughput(self) -> None:
        _use_one_thread()
        for rate in measure_throughput():
            self.stdout.write(
                f"Modell allein {rate.model:6.1f} Chunks/s   Indexieren {rate.pipeline:6.1f} "
                f"Chunks/s   Anteil {rate.pipeline / rate.model:.0%}"
            )

    def _words(self) -> None:
        sample = [word for word, _ in words().values()]
        random.Random(QUESTIONS_SEED).shuffle(sample)  # noqa: S311 - the same words every time
        started = time.process_time()
        for word in sample[:SPLIT]:
            compounds.split(word[:1].upper() + word[1:])
        rate = min(SPLIT, len(sample)) / (time.process_time() - started)
        self.stdout.write(f"Komposita teilen         {rate:8.0f} Wörter je CPU-Sekunde")
        vocabulary = current_vocabulary()
        self._line("Meinten Sie, je Wort", *(lambda w=w: suggest(w, vocabulary) for w in MISTYPED))

    def _passages(self) -> None:
        texts = list(Chunk.objects.order_by("pk").values_list("text", flat=True)[:PASSAGES])
        self._line(
            f"{len(texts)} Passagen", lambda: get_encoder().encode_documents(texts), rounds=1
        )

    def _steps(self, *steps: Step) -> None:
        for name, step in steps:
            for i in range(len(QUESTIONS)):
                step(i)
            self._line(name, *(lambda i=i, step=step: step(i) for i in range(len(QUESTIONS))))

    def _line(self, name: str, *calls: Callable[[], object], rounds: int = SPEED_ROUNDS) -> None:
        cpu, server, wall, clock = [], [], [], server_clock()
        for call in calls * rounds:
            started = time.process_time(), clock(), time.perf_counter()
            call()
            cpu.append(1000 * (time.process_time() - started[0]))
            server.append(1000 * (clock() - started[1]))
            wall.append(1000 * (time.perf_counter() - started[2]))
        there = statistics.median(server)
        line = {
            "stufe": name,
            "cpu_ms": round(statistics.median(cpu), 2),
            "server_ms": None if math.isnan(there) else round(there, 2),
            "uhr_ms": round(statistics.median(wall), 2),
            "uhr_p95_ms": round(_p95(wall), 2),
            "zu_torch": round(statistics.median(cpu) / self._reference, 2)
            if self._reference
            else None,
        }
        self._lines.append(line)
        self.stdout.write(
            f"{name:24} CPU {line['cpu_ms']:8.1f} ms   Datenbank {there:7.1f} ms   "
            f"Uhr {line['uhr_ms']:8.1f} ms   p95 {line['uhr_p95_ms']:8.1f} ms   "
            f"{line['zu_torch'] or 1:6.2f}"
        )


def _p95(values: list[float]) -> float:
    """Returns what nineteen of twenty are below; of few values the largest."""
    return sorted(values)[max(math.ceil(0.95 * len(values)) - 1, 0)]


def _use_one_thread() -> None:
    """Limits torch to one thread, as in the web process."""
    import torch  # here: it takes 200 MB, which the repair of an unchanged index does not need

    torch.set_num_threads(1)
    threadpool_limits(1)


def _until_the_hits(request: HttpRequest, allowed: Collection[int]) -> list[Step]:
    """Returns the steps from a question to its hits, each alone and then several together."""
    questions = [parse_question(text) for text in QUESTIONS]
    return [
        ("Frage einbetten", lambda i: Forgetful(get_encoder()).encode_query(questions[i].text)),
        ("sichtbare Seiten", lambda i: visible_ids(request, indexable_pages())),
        ("Wörter", lambda i: lexical_index().search(questions[i].units, allowed, DEPTH)),
        *_by_meaning(allowed),
        ("Frage bis Rangliste", lambda i: rank(Plan(questions[i], allowed))),
        ("Frage bis zehn Treffer", _anew(lambda i: ask(questions[i], request)[:10])),
        (
            "Eingabe bis zehn Treffer",
            _anew(lambda i: reply_to(QUESTIONS[i], request).ergebnis[:10]),
        ),
    ]


def _beside_the_hits(request: HttpRequest) -> list[Step]:
    """Returns what a page of hits costs besides, and the whole page."""
    answers = [reply_to(text, request).ergebnis for text in QUESTIONS]
    chosen = Auswahl({}, {})
    return [
        ("Überblick und Filter", lambda i: build_result_page(answers[i], chosen, RELEVANZ, None)),
        _suggestions(request),
        ("Seite der Treffer, HTTP", _anew(_over_http())),
        ("dieselbe Seite, erneut", _over_http()),
    ]


def _anew(step: Callable[[int], object]) -> Callable[[int], object]:
    """Returns a step that is taken as if nobody had asked this before; its vector stays known."""

    def forgotten(i: int) -> object:
        kept_answers.forget()
        return step(i)

    return forgotten


def _suggestions(request: HttpRequest) -> Step:
    return "Vorschläge beim Tippen", lambda i: vorschlaege(TYPED[i], request)


def _over_http() -> Callable[[int], object]:
    """Returns a call that asks for the page of hits as a browser does, templates included."""
    browser = client()
    paths = [f"{reverse('suche')}?{urlencode({'q': text})}" for text in QUESTIONS]
    return lambda i: size_of(browser, paths[i])


def _by_meaning(allowed: Collection[int]) -> list[Step]:
    """Measures the steps that read vectors; the second stage over any pages, as cold as they
    come."""
    signature, index, ids = model_signature(), lexical_index(), sorted(allowed)
    questions = [parse_question(text) for text in QUESTIONS]
    encoded = [get_encoder().encode_query(question.text) for question in questions]
    words = [weighted_words(question.text, index.rarity) for question in questions]
    ngrams = [question_vector((w.text, w.weight) for w in of_one) for of_one in words]
    tokens = [question_tokens(*pair) for pair in zip(encoded, words, strict=True)]
    chance = random.Random(QUESTIONS_SEED)  # noqa: S311
    return [
        ("Vektoren", lambda i: meaning.search(encoded[i].vector, signature, allowed, DEPTH)),
        ("n-Gramme", lambda i: meaning.ngram_scores(ngrams[i], allowed)),
        (
            "zweite Stufe",
            lambda i: meaning.compare(
                tokens[i], signature, chance.sample(ids, min(SECOND_STAGE, len(ids)))
            ),
        ),
    ]
