"""`manage.py bench`: what the stages cost, on this machine, now.

Medians; CPU time beside wall time, because shared machines stretch the latter."""

import statistics
import time
from collections.abc import Callable
from typing import Any

import torch
from django.core.management.base import BaseCommand, CommandError
from threadpoolctl import threadpool_limits

from einbettung.encoder import get_encoder, model_signature
from einbettung.index import indexable_pages
from einbettung.models import Chunk
from suche import semantic
from suche.answer import ask
from suche.lexical import lexical_index
from suche.question import parse_question
from suche.search import DEPTH, SECOND_STAGE, question_tokens, rank
from wiki.visibility import anonymous_request, visible_ids

QUESTIONS = [
    "Wer hat schon eine digitale Kita-Anmeldung eingeführt?",
    "LoRaWAN",
    "Handyparken Trier",
    "How do we find out whether a litter bin is full?",
    "Wie warnen wir Einwohner rechtzeitig vor Starkregen, und was kostet ein Sensornetz?",
]
PASSAGES = 64
ROUNDS = 5


class Command(BaseCommand):
    help = "Misst Einbetten, die Schritte einer Frage und die ganze Antwort am geladenen Wiki."

    def handle(self, *args: Any, **options: Any) -> None:
        request = anonymous_request()
        allowed = visible_ids(request, indexable_pages())
        if not allowed:
            raise CommandError("Das Wiki ist leer: erst make run (oder load_wiki, rebuild_index).")
        texts = list(Chunk.objects.order_by("pk").values_list("text", flat=True)[:PASSAGES])
        encoder, signature = get_encoder(), model_signature()
        self.stdout.write(f"{len(allowed)} Seiten, {Chunk.objects.count()} Chunks, {signature}\n")
        self._line(f"{len(texts)} Passagen", lambda: encoder.encode_documents(texts), rounds=1)
        torch.set_num_threads(1)  # as in the web process
        threadpool_limits(1)
        questions = [parse_question(text) for text in QUESTIONS]
        encoded = [encoder.encode_query(question.text) for question in questions]
        index = lexical_index()
        asked = [
            question_tokens(question, e, index)
            for question, e in zip(questions, encoded, strict=True)
        ]
        first = [semantic.search(e.vector, signature, allowed, DEPTH) for e in encoded]
        steps: list[tuple[str, Callable[[int], object]]] = [
            ("Frage einbetten", lambda i: encoder.encode_query(questions[i].text)),
            ("sichtbare Seiten", lambda i: visible_ids(request, indexable_pages())),
            ("Wörter", lambda i: index.search(questions[i].units, allowed, DEPTH)),
            ("Vektoren", lambda i: semantic.search(encoded[i].vector, signature, allowed, DEPTH)),
            (
                "zweite Stufe",
                lambda i: semantic.compare(
                    asked[i], signature, [h.page_id for h in first[i][:SECOND_STAGE]]
                ),
            ),
            ("Frage bis Rangliste", lambda i: rank(questions[i], allowed)),
            ("Frage bis zehn Treffer", lambda i: ask(questions[i], request)[:10]),
        ]
        for name, step in steps:
            for i in range(len(questions)):
                step(i)
            self._line(name, *(lambda i=i, step=step: step(i) for i in range(len(questions))))

    def _line(self, name: str, *calls: Callable[[], object], rounds: int = ROUNDS) -> None:
        cpu, wall = [], []
        for call in calls * rounds:
            started = time.process_time(), time.perf_counter()
            call()
            cpu.append(1000 * (time.process_time() - started[0]))
            wall.append(1000 * (time.perf_counter() - started[1]))
        self.stdout.write(
            f"{name:24} CPU {statistics.median(cpu):8.1f} ms   "
            f"Uhr {statistics.median(wall):8.1f} ms   max {max(wall):8.1f} ms"
        )
