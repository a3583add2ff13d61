"""`manage.py measure_luecken`: from which cosine on do questions mean the same?"""

from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from einbettung.model.active_model import get_active_model
from einbettung.vectors.projection import ensure_projection
from suche.luecken.nightly import content_vector
from suche.luecken.pair_measurement import measure, read_questions
from wiki.exceptions import WikiError

FRAGEN = Path(settings.BASE_DIR) / "fixtures" / "luecken" / "fragen.tsv"
BOUNDS = np.arange(0.35, 0.71, 0.05)


class Command(BaseCommand):
    help = "Misst, ab welcher Nähe Fragen zu einer Wissenslücke werden sollten."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--half", choices=["tuning", "final"], default="tuning")

    def handle(self, *args: Any, **options: Any) -> None:
        fragen = read_questions(FRAGEN, options["half"])
        try:
            model = get_active_model()
            projection = ensure_projection(model.signature, model.encoder)
            vectors = np.array([content_vector(f.text, model, projection) for f in fragen])
        except WikiError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("Grenze  gleich  Gegenstand  gefunden  Lücken")
        for bound in BOUNDS:
            found = measure(fragen, vectors, bound)
            self.stdout.write(
                f"{bound:6.2f}  {found.same:6.2f}  {found.subject:10.2f}  {found.recall:8.2f}  "
                f"{found.luecken:6}"
            )
