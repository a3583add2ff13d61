"""The tools: what each is for, what it takes, and which question to the API it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ninja import Field, Schema
from pydantic import ConfigDict, create_model

from suche.fakten.order import RELEVANZ, SORTIERUNGEN

from .. import schema
from ..api import FILTER_FIELDS, MAX_ID
from ..paging import PER_PAGE_MAX
from .asking import Question

HITS = 10  # an assistant reads all of them, and pays for each


@dataclass(frozen=True)
class Werkzeug:
    """`zweck` is what a language model decides by."""

    name: str
    titel: str
    zweck: str
    eingabe: type[Schema]
    antwort: type[Schema]
    question: Callable[[dict[str, Any]], Question]


class Eingabe(Schema):
    """The arguments of a tool. Unknown ones are an error: a misspelt filter must not look as if it
    had worked."""

    model_config = ConfigDict(extra="forbid")


class _Frage(Eingabe):
    frage: str = Field(description="Eine Frage in ganzen Sätzen oder ein Stichwort, auf Deutsch.")


class _Seite(_Frage):
    anzahl: int = Field(HITS, ge=1, le=PER_PAGE_MAX, description="So viele Treffer auf einmal.")
    weiter: str = Field("", description="Was die Antwort davor unter „weiter“ nannte.")
    sortierung: str = Field(RELEVANZ, description=f"Eine von: {', '.join(SORTIERUNGEN)}.")


Suchfrage: Any = create_model("Suchfrage", __base__=_Seite, **FILTER_FIELDS)
Stellenfrage: Any = create_model("Stellenfrage", __base__=_Frage, **FILTER_FIELDS)


class Projektnummer(Eingabe):
    id: int = Field(ge=1, le=MAX_ID, description="Nummer eines Projekts, aus einer Trefferliste.")


class Vorhaben(Eingabe):
    text: str = Field(
        description="Die Projektskizze als Text, mindestens ein Absatz. Sie wird nicht aufbewahrt."
    )


def _asked(path: str) -> Callable[[dict[str, Any]], Question]:
    return lambda given: Question(path, {"q": given.pop("frage"), **given})


def _of_project(path: str) -> Callable[[dict[str, Any]], Question]:
    return lambda given: Question(path.format(given["id"]))


WERKZEUGE = (
    Werkzeug(
        "suche",
        "Projekte suchen",
        "Beantwortet eine Frage zu kommunalen Digitalprojekten: welche Kommune was gemacht hat, "
        "mit welchem Stand und welchen Kosten. Jeder Treffer nennt, wie gut er passt (stufe), "
        "warum (grund), und den Satz, an dem es liegt (passage). Nennen Sie die Adresse der Seite "
        "als Quelle. Was nicht in der Antwort steht, weiß das Wiki nicht.",
        Suchfrage,
        schema.Suchantwort,
        _asked("suche"),
    ),
    Werkzeug(
        "projekt",
        "Ein Projekt lesen",
        "Gibt ein Projekt ganz wieder: Steckbrief, Abschnitte, Quellen, Kosten, und was darüber "
        "nicht bekannt ist.",
        Projektnummer,
        schema.Projekt,
        _of_project("projekte/{}"),
    ),
    Werkzeug(
        "aehnliche",
        "Ähnliche Projekte",
        "Nennt Projekte anderer Kommunen über dieselbe Sache.",
        Projektnummer,
        schema.Projektliste,
        _of_project("projekte/{}/aehnliche"),
    ),
    Werkzeug(
        "ansprechstellen",
        "Wen man fragen kann",
        "Nennt Stellen in Verwaltungen, die zu einer Sache Erfahrung haben, mit Postfach und den "
        "Projekten, wegen derer sie genannt werden.",
        Stellenfrage,
        schema.Ansprechstellenliste,
        _asked("ansprechstellen"),
    ),
    Werkzeug(
        "vorhaben_pruefen",
        "Ein Vorhaben prüfen",
        "Vergleicht eine Projektskizze mit dem Wiki: welche Projekte ähnlich sind, worin sie "
        "gleich und anders sind, welche Stolpersteine andere nannten und wen man fragen kann.",
        Vorhaben,
        schema.Pruefung,
        lambda given: Question("pruefen", body=given),
    ),
)
