"""Small pages about different things, and how tests ask for them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection
from django.test import Client
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from suche.understand.question import Question, parse_question
from tests.factories import publish_projekt
from wiki.models import Projektseite

BIENEN = "Bienenstöcke auf dem Rathausdach bestäuben die Obstwiesen der Nachbarschaft."
FRIEDHOF = "Eine Drohne vermisst die Grabfelder des Friedhofs von oben."
LASTENRAD = "Lastenräder lassen sich an der Bücherei kostenlos ausleihen."
FREIBAD = "Eine Ampel zeigt, wie voll das Freibad gerade ist."


def publish_four() -> dict[str, Projektseite]:
    """Four published projects by the first word of their title."""
    return {
        "Bienen": publish_projekt(BIENEN, title="Bienen auf dem Dach"),
        "Friedhof": publish_projekt(FRIEDHOF, title="Friedhof von oben"),
        "Lastenrad": publish_projekt(LASTENRAD, title="Lastenrad für alle"),
        "Freibad": publish_projekt(FREIBAD, title="Freibad-Ampel"),
    }


def the_four() -> dict[str, Projektseite]:
    """They, as they are in the database now."""
    return {page.title.split()[0].split("-")[0]: page for page in Projektseite.objects.all()}


def question(text: str) -> Question:
    return parse_question(text)


def waiting_jobs(page_id: int) -> list[ProcrastinateJob]:
    """Jobs of one page that no worker has begun."""
    jobs = ProcrastinateJob.objects.filter(status="todo", queueing_lock=f"seite-{page_id}")
    return list(jobs)


def run_jobs(page_id: int) -> int:
    """Do the page's waiting jobs as a worker would, inside the test's transaction."""
    jobs = waiting_jobs(page_id)
    for job in jobs:
        app.tasks[job.task_name].func(**job.args)
    with connection.cursor() as cursor:
        done = [job.id for job in jobs]
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = ANY(%s)", [done]
        )
    return len(jobs)


def titles_found(client: Client, frage: str) -> list[str]:
    """Titles on the first result page, best first."""
    treffer = client.get("/suche/", {"q": frage}).context["treffer"]
    return [entry.seite.title for entry in treffer]


def replace_file(file: Path, content: bytes) -> None:
    """A new file in its place; whoever has the old one open keeps it."""
    file.unlink()
    file.write_bytes(content)


def sections_except_of(page_id: int) -> Callable[[Projektseite], Any]:
    """`Projektseite.sections`, but of this page nothing can be read."""
    original = Projektseite.sections

    def sections(page: Projektseite) -> Any:
        if page.pk == page_id:
            raise ValueError("kaputt")
        return original(page)

    return sections
