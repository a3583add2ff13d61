"""`manage.py train_encoder`: teaches the language model the wiki's kind of text."""

from argparse import ArgumentTypeError
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from einbettung.indexing.index import indexable_pages
from einbettung.model.bundled import ADAPTER, MODEL_NAME
from einbettung.model.encoder import configured_source, path_of
from einbettung.model.training.adapter import Adapter, joined, read_adapter, write_adapter
from einbettung.model.training.documents import groups_of
from einbettung.model.training.groups import Group, read_groups
from einbettung.text.extraction import extract, with_relations
from wiki.visibility import anonymous_request, visible_ids

if TYPE_CHECKING:  # torch takes seconds and 200 MB, which a wrong option is not worth
    from einbettung.model.training.teaching import Pupil, Taught

SMALLEST_GAIN = 0.002  # nDCG@10 on what was kept back; less may be luck


def _files(name: str) -> list[Path]:
    path = Path(name)
    found = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not found or not all(file.is_file() for file in found):
        raise ArgumentTypeError(f"{name}: Dort liegen keine Lehrdaten (*.jsonl).")
    return found


class Command(BaseCommand):
    help = (
        "Lernt das Sprachmodell auf Fragen und Textstellen dieses Fachs an. Geschrieben wird nur, "
        "was an zurückgehaltenen Fragen mehr findet als vorher; in Betrieb geht es erst mit "
        "change_model build. Abgebrochen, geht derselbe Aufruf weiter."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        folder = settings.BASE_DIR / "fixtures/training"
        parser.add_argument("--data", type=_files, default=str(folder), metavar="PFAD")
        parser.add_argument("--pages", action="store_true", help="auch die Seiten dieses Wikis")
        parser.add_argument(
            "--model",
            default="",
            help=f"Ordner; {MODEL_NAME}: das mitgelieferte, ehe es angelernt wurde; sonst das "
            "eingestellte Modell",
        )
        parser.add_argument("--out", type=Path, default=settings.VAR_DIR / "angelernt")
        parser.add_argument(
            "--adapter", type=Path, help="zusätzlich alles Gelernte als kleine Datei"
        )
        parser.add_argument("--epochs", type=int, default=1)
        parser.add_argument("--rate", type=float, default=3e-5)
        parser.add_argument("--seed", type=int, default=7)

    def handle(self, *args: Any, **options: Any) -> None:
        from einbettung.model.training.teaching import Pupil

        _refuse(options)
        out: Path = options["out"]
        source = options["model"] or configured_source()
        groups = read_groups(options["data"]) + (_page_groups() if options["pages"] else [])
        pupil, state = Pupil(path_of(source)), out.with_name(f"{out.name}.stand")
        taught = _teach(pupil, source, groups, state, options)
        self.stdout.write(f"nDCG@10 vorher {taught.before}, nachher {taught.after}")
        if taught.gain < SMALLEST_GAIN:
            raise CommandError("Das angelernte Modell findet nicht mehr: nichts geschrieben.")
        if options["adapter"]:
            write_adapter(_whole(taught.adapter, source), options["adapter"])
        pupil.save(out)
        state.unlink(missing_ok=True)
        self.stdout.write(f"Geschrieben. Weiter: manage.py change_model build --model {out}")


def _refuse(options: dict[str, Any]) -> None:
    """Raises CommandError for what would come to nothing after hours."""
    if options["out"].exists():
        raise CommandError(
            f"{options['out']} gibt es schon; bitte einen anderen Ordner nennen (--out)."
        )
    if options["adapter"] and not options["adapter"].parent.is_dir():
        raise CommandError(f"Den Ordner {options['adapter'].parent} gibt es nicht (--adapter).")
    if options["epochs"] < 1:
        raise CommandError("Mindestens ein Durchgang wird gebraucht (--epochs).")
    if not 0 <= options["rate"] < 1:
        raise CommandError("Die Rate liegt zwischen 0 und 1 (--rate).")


def _teach(
    pupil: "Pupil", source: str, groups: list[Group], state: Path, options: dict[str, Any]
) -> "Taught":
    """Trains with a bar that shows the steps and the loss."""
    from einbettung.model.training.loop import Recipe
    from einbettung.model.training.teaching import teach

    recipe = Recipe(seed=options["seed"], epochs=options["epochs"], rate=options["rate"])
    with tqdm(desc="Schritte", disable=not options["verbosity"]) as bar:

        def show(step: int, steps: int, loss: float) -> None:
            bar.total, bar.n = steps, step
            bar.set_postfix(Fehler=f"{loss:.3f}")

        return teach(pupil, source or MODEL_NAME, groups, recipe, state, show)


def _whole(adapter: Adapter, source: str) -> Adapter:
    """Returns the adapter that leads from a model as published to it as taught now. What was
    trained on top of the bundled model (an empty `source`) is joined with the adapter that the
    bundled model has already; the adapter of a folder belongs to that folder."""
    return adapter if source else joined(read_adapter(ADAPTER), adapter)


def _page_groups() -> list[Group]:
    """Returns groups made of pages that everybody may read: what others must not see may shape no
    model."""
    public = visible_ids(anonymous_request(), indexable_pages())
    return groups_of(
        extract(page) for page in with_relations(indexable_pages().filter(pk__in=public))
    )
