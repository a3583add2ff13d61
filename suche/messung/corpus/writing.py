"""Seeded articles: as long as real ones, with compounds of their own. Pure.

How often a word comes follows Zipf's law, so that a few stand in very many pages and most in a few.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, TypeVar

from wiki.fakten.codes import Nachnutzungsweg, Status

from .vocabulary import Noun, Vocabulary

T = TypeVar("T")
STATUSES = {"betrieb": 50, "umsetzung": 33, "planung": 8, "beendet": 7, "idee": 1, "abgebrochen": 1}
SECTIONS = {"vorgehen": 0.12, "ergebnis": 0.2, "stolpersteine": 0.15}  # share of the articles
SENTENCES = (6, 12)  # of an article's first section
YEARS = (2012, 2026)
PARAGRAPH = 3  # sentences
TITLE = ("{ding} {ort}", "{produkt}: {ding} in {ort}", "{ding} mit {produkt} in {ort}")


@dataclass(frozen=True)
class ComposedArticle:
    """A project as it is going to be stored; `fields` are columns of its table, `sections` pairs of
    a kind and paragraphs, `kommunen` places in the list that was given, `themen` slugs."""

    number: int
    title: str
    fields: dict[str, Any]
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    kommunen: tuple[int, ...]
    themen: tuple[str, ...]
    produkte: tuple[str, ...]
    nachnutzungen: tuple[int, ...]
    sources: int
    live: bool


class Writer:
    """Composes articles about these places (names, the most frequent first)."""

    def __init__(self, vocabulary: Vocabulary, places: Sequence[str], seed: int) -> None:
        self._words = vocabulary
        self._places = places
        self._chance = random.Random(seed)  # noqa: S311 - a corpus, no secret
        self._weights: dict[int, list[float]] = {}

    def articles(self, number: int) -> Iterator[ComposedArticle]:
        """The first articles of a seed are the same in a longer corpus."""
        return (self._article(one) for one in range(number))

    def _article(self, number: int) -> ComposedArticle:
        thema = self._common(list(self._words.first))
        slots = self._slots(thema)
        title = self._chance.choice(TITLE).format(**slots)[:200]
        status = self._chance.choices(list(STATUSES), list(STATUSES.values()))[0]
        kinds = [kind for kind, share in SECTIONS.items() if self._happens(share)]
        sections = [("text", self._paragraphs("text", slots, self._chance.randint(*SENTENCES)))]
        sections += [(kind, self._paragraphs(kind, slots, 2)) for kind in kinds]
        others = [self._place() for _ in range(self._chance.choice((0, 0, 0, 1, 2)))]
        themen = dict.fromkeys([thema, *([self._thema()] if self._happens(0.5) else [])])
        return ComposedArticle(
            number,
            title,
            self._fields(status, slots),
            tuple(sections),
            tuple(dict.fromkeys([slots["place"], *others])),
            tuple(themen),
            (slots["produkt"],) if self._happens(0.7) else (),
            (self._place(),) if self._happens(0.04) else (),
            self._chance.choice((1, 1, 2)),
            live=not self._happens(0.03),
        )

    def _fields(self, status: str, slots: dict[str, Any]) -> dict[str, Any]:
        von = self._chance.randint(*YEARS) if self._happens(0.46) else None
        over = von is not None and status == Status.BEENDET
        wege = list(Nachnutzungsweg.values)
        return {
            "kurzfassung": self._sentence("kurzfassung", slots)[:300],
            "status": status,
            "status_jahr": self._chance.randint(*YEARS) if self._happens(0.65) else None,
            "laufzeit_von": von,
            "laufzeit_bis": min((von or 0) + self._chance.randint(1, 5), 2030) if over else None,
            "kosten_einmalig": self._amount(0.08),
            "kosten_laufend": self._amount(0.03),
            "nachnutzungswege": [self._chance.choice(wege)] if self._happens(0.3) else [],
            "uebertragbarkeit": self._sentence("uebertragbarkeit", slots),
            "partner": slots["partner_wort"],
            "zielgruppen": slots["gruppe"],
            "kontakt_stelle": slots["amt"],
            "kontakt_postfach": "digital@example.org" if self._happens(0.2) else "",
        }

    def _slots(self, thema: str) -> dict[str, Any]:
        """What an article is about: fixed in all its sentences."""
        place, ding = self._place(), self._noun(thema)
        return {
            "thema": thema,
            "place": place,
            "ort": self._places[place],
            "ding": ding.word,
            "noun": ding,
            "produkt": self._product(),
            "amt": self._common(self._words.lists["aemter"]),
            "gruppe": self._common(self._words.lists["gruppen"]),
            "partner_wort": self._common(self._words.lists["partner"]),
        }

    def _paragraphs(self, kind: str, slots: dict[str, Any], number: int) -> tuple[str, ...]:
        templates = self._words.sentences[kind]
        chosen = self._chance.sample(templates, min(number, len(templates)))
        said = [self._filled(template, slots) for template in chosen]
        return tuple(" ".join(said[at : at + PARAGRAPH]) for at in range(0, len(said), PARAGRAPH))

    def _sentence(self, kind: str, slots: dict[str, Any]) -> str:
        return self._filled(self._chance.choice(self._words.sentences[kind]), slots)

    def _filled(self, template: str, slots: dict[str, Any]) -> str:
        ding, other = slots["noun"], self._noun(slots["thema"])
        lists, chance = self._words.lists, self._chance
        place = self._common(lists["orte"])
        text = template.format(
            **slots,
            Ort=slots["ort"],
            Ding_nom=_upper(ding.with_article(0)),
            ding_nom=ding.with_article(0),
            ding_akk=ding.with_article(1),
            ding_dat=ding.with_article(2),
            ding2_nom=other.with_article(0),
            orte=place,
            orte_satz=_upper(place),
            hindernis=self._common(lists["hindernisse"]),
            geraete=self._common(lists["geraete"]),
            woerter=" und ".join(self._common(self._words.rare) for _ in range(2)),
            zahl=chance.randint(20, 4000),
            zahl_klein=chance.randint(3, 30),
            ziffer=chance.randint(1, 9),
            prozent=chance.randint(15, 96),
            minuten=chance.choice((5, 10, 15, 30, 60)),
            monate=chance.randint(2, 18),
            jahr=chance.randint(*YEARS),
        )
        return _upper(text)

    def _noun(self, thema: str) -> Noun:
        end, gender = self._common(self._words.second)
        return Noun(self._common(self._words.first[thema]) + end, gender)

    def _product(self) -> str:
        begin = self._common(self._words.lists["produktanfaenge"])
        return begin + self._common(self._words.lists["produktenden"])

    def _thema(self) -> str:
        return self._chance.choice(list(self._words.first))

    def _place(self) -> int:
        return self._common(range(len(self._places)))

    def _common(self, items: Sequence[T]) -> T:
        """One of the items, the first ones more often."""
        return self._chance.choices(items, cum_weights=self._zipf(items))[0]

    def _zipf(self, items: Sequence[Any]) -> list[float]:
        if len(items) not in self._weights:
            ranks = range(1, len(items) + 1)
            self._weights[len(items)] = list(accumulate(1 / (rank + 2.7) for rank in ranks))
        return self._weights[len(items)]

    def _amount(self, share: float) -> int | None:
        return self._chance.randint(1, 900) * 500 if self._happens(share) else None

    def _happens(self, share: float) -> bool:
        return self._chance.random() < share


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
