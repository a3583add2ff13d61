"""wiki.markt.bestand counts and filters as `wiki.fakten.facets` does, only faster."""

import random
from itertools import chain, combinations

import pytest

from wiki.fakten.codes import Nachnutzungsweg, Status
from wiki.fakten.facets import admits, build_facetten, facetten_of
from wiki.fakten.facts import Gebiet, Ort, Projektfakten
from wiki.fakten.filters import KOMMUNE, MARKT_FILTERS, Auswahl
from wiki.markt import order
from wiki.markt.bestand import Bestand
from wiki.markt.verzeichnis.words import read_words

LEBEN = Gebiet("leben", "Leben")
THEMEN = [LEBEN, Gebiet("kita", "Kita", LEBEN), Gebiet("schule", "Schule", LEBEN)]
ORTE = [
    Ort("trier", "Trier", land="Rheinland-Pfalz", einwohner=110_000),
    Ort("luebeck", "Lübeck", land="Schleswig-Holstein", einwohner=217_000),
    Ort("worms", "Worms", land="Rheinland-Pfalz"),
    Ort("bayern", "Bayern", "Land", "Bayern"),
]
CHOICES = {
    "thema": ("leben",),
    "status": ("betrieb", "idee"),
    "land": ("Rheinland-Pfalz",),
    "groesse": ("uber-100000",),
    "kosten": ("unbekannt",),
    "weg": ("efa",),
}


def _projekte(number: int = 120) -> list[Projektfakten]:
    chance = random.Random(5)
    return [
        Projektfakten(
            pk,
            chance.choice(["Ärzte", "Bau", "Chat", "7 Sachen", "Zug"]),
            chance.choice(Status.values),
            status_jahr=chance.choice([None, 2020, 2024]),
            kosten_einmalig=chance.choice([None, None, 500]),
            nachnutzungswege=tuple(chance.sample(Nachnutzungsweg.values, chance.randint(0, 2))),
            kommunen=tuple(chance.sample(ORTE, chance.randint(0, 3))),
            themen=tuple(chance.sample(THEMEN, chance.randint(0, 3))),
        )
        for pk in range(1, number + 1)
    ]


@pytest.fixture(scope="module")
def bestand() -> Bestand:
    return Bestand(_projekte())


EVERY_CHOICE = list(chain.from_iterable(combinations(CHOICES, n) for n in range(len(CHOICES) + 1)))


def test_counts_are_those_of_the_facets(bestand: Bestand) -> None:
    everything = bestand.named(read_words(""))
    for names in EVERY_CHOICE:
        filters = {name: CHOICES[name] for name in names}
        texte = {(name, wert): wert for name, werte in filters.items() for wert in werte}
        auswahl = Auswahl(filters, texte)
        counted = facetten_of(bestand.count(filters, everything), auswahl, MARKT_FILTERS)
        assert counted == build_facetten(bestand.fakten, auswahl, MARKT_FILTERS), names


def test_what_passes_is_what_the_facets_admit(bestand: Bestand) -> None:
    everything = bestand.named(read_words(""))
    for names in EVERY_CHOICE:
        filters = {name: CHOICES[name] for name in names}
        passing = bestand.ordered(bestand.passing(filters, everything), order.AZ)
        admitted = [f for f in bestand.fakten if admits(filters, MARKT_FILTERS, f)]
        assert list(passing) == admitted, names


@pytest.mark.parametrize("sortierung", order.SORTIERUNGEN)
def test_a_part_is_sorted_like_the_whole(bestand: Bestand, sortierung: str) -> None:
    part = bestand.having(KOMMUNE, ("trier", "luebeck"))
    found = bestand.ordered(part, sortierung)
    assert list(found) == order.sort_projekte(found, sortierung)
    assert len(found) == part.sum() > 0


@pytest.mark.parametrize("text", ["Luebeck", "rhein-pfalz", "rheinland bau", "gibt es nicht", ""])
def test_words_are_found_as_in_any_list(bestand: Bestand, text: str) -> None:
    words = read_words(text)
    found = bestand.ordered(bestand.named(words), order.AZ)
    assert list(found) == [f for f in bestand.fakten if words.admit(order.names_of(f))]


def test_a_letter_leads_to_the_page_on_which_it_begins(bestand: Bestand) -> None:
    part = bestand.having(KOMMUNE, ("trier", "luebeck"))
    shown = [order.letter_of(projekt) for projekt in bestand.ordered(part, order.AZ)]
    pages = bestand.letter_pages(part, 3)
    assert list(pages) == list(dict.fromkeys(shown))
    assert all(letter in shown[(page - 1) * 3 : page * 3] for letter, page in pages.items())
    assert all(letter not in shown[: (page - 1) * 3] for letter, page in pages.items())


def test_a_row_of_projects_is_fetched_piece_by_piece(bestand: Bestand) -> None:
    everything = bestand.ordered(bestand.named(read_words("")), order.AZ)
    assert everything[2:4] == list(everything)[2:4] == list(bestand.fakten[2:4])
    assert everything[-1] == bestand.fakten[-1]


def test_an_empty_wiki_has_nothing_to_count() -> None:
    nothing = Bestand([])
    assert nothing.count({}, nothing.named(read_words("x")))["thema"] == {}
