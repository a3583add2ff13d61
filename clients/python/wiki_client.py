"""Fragt ein Wissens-Wiki der Digitalen Städte. Erzeugt, nicht von Hand geändert.

    wiki = Wiki("https://wiki.example")
    for treffer in wiki.suche("Wer hat ein Mängelportal?", land=["Rheinland-Pfalz"])["treffer"]:
        print(treffer["titel"], treffer["adresse"])

Braucht nur Python ab 3.11. Fehler kommen als WikiFehler, mit dem Grund, den das Wiki nennt.
"""

import json
from collections.abc import Sequence
from typing import Any, TypedDict
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

__all__ = ["Wiki", "WikiFehler"]


class Ueberblicksangabe(TypedDict):
    saetze: list[str]
    projekte: int
    kommunen: int


class Kommunenangabe(TypedDict):
    name: str
    ags: str | None
    land: str
    einwohner: int | None
    adresse: str


class Passage(TypedDict):
    abschnitt: str
    text: str
    adresse: str


class Treffer(TypedDict):
    rang: int
    id: int
    titel: str
    adresse: str
    kurzfassung: str
    kommunen: list[Kommunenangabe]
    status: str | None
    stand: int | None
    stufe: str
    grund: str
    passage: Passage | None


class Fremdtreffer(TypedDict):
    wiki: str
    titel: str
    adresse: str
    kurzfassung: str
    kommunen: list[str]
    laender: list[str]
    status: str | None
    stand: int | None
    stufe: str
    grund: str
    passage: str | None


class Suchantwort(TypedDict):
    frage: str
    statt: str | None
    vorschlag: str | None
    anzahl: int
    ueberblick: Ueberblicksangabe | None
    hinweise: list[str]
    treffer: list[Treffer]
    andere_wikis: list[Fremdtreffer]
    weiter: str | None


class Projektkopf(TypedDict):
    id: int
    titel: str
    adresse: str
    kurzfassung: str
    kommunen: list[Kommunenangabe]
    status: str
    stand: int | None


class Projektseiten(TypedDict):
    projekte: list[Projektkopf]
    anzahl: int
    weiter: str | None


class Angabe(TypedDict):
    name: str
    text: str


class Abschnitt(TypedDict):
    ueberschrift: str
    text: str


class Quelle(TypedDict):
    titel: str
    nachweis: str
    adresse: str | None


class Projekt(TypedDict):
    id: int
    titel: str
    adresse: str
    kurzfassung: str
    kommunen: list[Kommunenangabe]
    status: str
    stand: int | None
    themen: list[str]
    produkte: list[str]
    kosten_einmalig: int | None
    kosten_laufend: int | None
    angaben: list[Angabe]
    abschnitte: list[Abschnitt]
    quellen: list[Quelle]
    nicht_bekannt: list[str]


class Projektliste(TypedDict):
    projekte: list[Projektkopf]


class Austauschprojekt(TypedDict):
    id: int
    titel: str
    adresse: str
    kurzfassung: str
    kommunen: list[Kommunenangabe]
    status: str
    stand: int | None
    kennung: str
    themen: list[str]
    abschnitte: list[Abschnitt]


class Austauschliste(TypedDict):
    anzahl: int
    projekte: list[Austauschprojekt]
    weiter: str | None


class Seitentext(TypedDict):
    id: int
    titel: str
    adresse: str
    markdown: str


class KommuneMitZahl(TypedDict):
    name: str
    ags: str | None
    land: str
    einwohner: int | None
    adresse: str
    projekte: int


class Kommunenliste(TypedDict):
    anzahl: int
    kommunen: list[KommuneMitZahl]
    weiter: str | None


class Themenangabe(TypedDict):
    name: str
    kuerzel: str
    oberthema: str | None
    projekte: int
    adresse: str


class Themenliste(TypedDict):
    themen: list[Themenangabe]


class Projektverweis(TypedDict):
    titel: str
    adresse: str
    status: str
    stufe: str


class Ansprechstelle(TypedDict):
    stelle: str | None
    kommunen: list[str]
    postfach: str | None
    telefon: str | None
    projekte: list[Projektverweis]


class Ansprechstellenliste(TypedDict):
    frage: str
    stellen: list[Ansprechstelle]


class Vergleich(TypedDict):
    treffer: Treffer
    gleich: list[str]
    anders: list[str]


class Pruefung(TypedDict):
    gelesen: str
    aehnliche: list[Vergleich]
    weitere: int
    stolpersteine: list[str]
    stellen: list[Ansprechstelle]


class WikiFehler(Exception):
    """Das Wiki hat nicht geantwortet, was gefragt war."""

    def __init__(self, status: int, problem: dict[str, Any]) -> None:
        self.status = status
        self.problem = problem
        super().__init__(problem.get("detail") or problem.get("title") or f"HTTP {status}")


class Wiki:
    """Ein Wiki unter seiner Adresse. `schluessel`: ein API-Token aus dem CMS; ohne ihn gibt es, was
    jeder lesen darf."""

    def __init__(self, adresse: str, schluessel: str = "", wartezeit: float = 30) -> None:
        if not adresse.startswith(("https://", "http://")):
            raise ValueError("Die Adresse beginnt mit https:// oder http://.")
        self.adresse = adresse.rstrip("/")
        self.schluessel = schluessel
        self.wartezeit = wartezeit

    def _fragen(self, pfad: str, felder: dict[str, Any], sendung: Any = None) -> Any:
        gesetzt = {name: wert for name, wert in felder.items() if wert is not None}
        frage = urlencode(gesetzt, doseq=True)
        kopf = {"Accept": "application/json"}
        if self.schluessel:
            kopf["Authorization"] = f"Bearer {self.schluessel}"
        if sendung is not None:
            kopf["Content-Type"] = "application/json"
        inhalt = None if sendung is None else json.dumps(sendung).encode()
        # Nur https oder http: siehe __init__.
        anfrage = Request(f"{self.adresse}{pfad}?{frage}", inhalt, kopf)  # noqa: S310
        try:
            with urlopen(anfrage, timeout=self.wartezeit) as antwort:  # noqa: S310
                return json.load(antwort)
        except HTTPError as fehler:
            raise WikiFehler(fehler.code, _problem(fehler.read())) from fehler

    def suche(
        self,
        q: str,
        *,
        thema: Sequence[str] | None = None,
        kommune: Sequence[str] | None = None,
        kreis: Sequence[str] | None = None,
        land: Sequence[str] | None = None,
        groesse: Sequence[str] | None = None,
        status: Sequence[str] | None = None,
        stand: Sequence[str] | None = None,
        kosten: Sequence[str] | None = None,
        nachnutzungsweg: Sequence[str] | None = None,
        sortierung: str | None = None,
        anzahl: int | None = None,
        weiter: str | None = None,
    ) -> Suchantwort:
        """Eine Frage stellen."""
        felder: dict[str, Any] = {
            "q": q,
            "thema": thema,
            "kommune": kommune,
            "kreis": kreis,
            "land": land,
            "groesse": groesse,
            "status": status,
            "stand": stand,
            "kosten": kosten,
            "nachnutzungsweg": nachnutzungsweg,
            "sortierung": sortierung,
            "anzahl": anzahl,
            "weiter": weiter,
        }
        antwort: Suchantwort = self._fragen("/api/v1/suche", felder)
        return antwort

    def projekte(
        self,
        *,
        anzahl: int | None = None,
        weiter: str | None = None,
    ) -> Projektseiten:
        """Alle Projekte, die der Aufrufer lesen darf."""
        felder: dict[str, Any] = {
            "anzahl": anzahl,
            "weiter": weiter,
        }
        antwort: Projektseiten = self._fragen("/api/v1/projekte", felder)
        return antwort

    def projekt(
        self,
        seite: int,
    ) -> Projekt:
        """Ein Projekt."""
        felder: dict[str, Any] = {}
        antwort: Projekt = self._fragen(f"/api/v1/projekte/{quote(str(seite), safe='')}", felder)
        return antwort

    def aehnliche(
        self,
        seite: int,
    ) -> Projektliste:
        """Projekte über dieselbe Sache."""
        felder: dict[str, Any] = {}
        antwort: Projektliste = self._fragen(
            f"/api/v1/projekte/{quote(str(seite), safe='')}/aehnliche", felder
        )
        return antwort

    def austausch(
        self,
        *,
        anzahl: int | None = None,
        weiter: str | None = None,
    ) -> Austauschliste:
        """Alle öffentlichen Projekte mit Text, für ein anderes Wiki."""
        felder: dict[str, Any] = {
            "anzahl": anzahl,
            "weiter": weiter,
        }
        antwort: Austauschliste = self._fragen("/api/v1/austausch", felder)
        return antwort

    def seitentext(
        self,
        seite: int,
    ) -> Seitentext:
        """Eine Seite als Markdown: Projekt, Veranstaltung oder Textseite."""
        felder: dict[str, Any] = {}
        antwort: Seitentext = self._fragen(f"/api/v1/seiten/{quote(str(seite), safe='')}", felder)
        return antwort

    def kommunen(
        self,
        *,
        anzahl: int | None = None,
        weiter: str | None = None,
    ) -> Kommunenliste:
        """Kommunen, die Projekte im Wiki haben."""
        felder: dict[str, Any] = {
            "anzahl": anzahl,
            "weiter": weiter,
        }
        antwort: Kommunenliste = self._fragen("/api/v1/kommunen", felder)
        return antwort

    def themen(self) -> Themenliste:
        """Themen, die Projekte haben, mit ihrer Zahl."""
        felder: dict[str, Any] = {}
        antwort: Themenliste = self._fragen("/api/v1/themen", felder)
        return antwort

    def ansprechstellen(
        self,
        q: str,
        *,
        thema: Sequence[str] | None = None,
        kommune: Sequence[str] | None = None,
        kreis: Sequence[str] | None = None,
        land: Sequence[str] | None = None,
        groesse: Sequence[str] | None = None,
        status: Sequence[str] | None = None,
        stand: Sequence[str] | None = None,
        kosten: Sequence[str] | None = None,
        nachnutzungsweg: Sequence[str] | None = None,
    ) -> Ansprechstellenliste:
        """Wen man zu einer Sache fragen kann."""
        felder: dict[str, Any] = {
            "q": q,
            "thema": thema,
            "kommune": kommune,
            "kreis": kreis,
            "land": land,
            "groesse": groesse,
            "status": status,
            "stand": stand,
            "kosten": kosten,
            "nachnutzungsweg": nachnutzungsweg,
        }
        antwort: Ansprechstellenliste = self._fragen("/api/v1/ansprechstellen", felder)
        return antwort

    def pruefen(
        self,
        text: str,
    ) -> Pruefung:
        """Eine Projektskizze mit dem Wiki vergleichen."""
        felder: dict[str, Any] = {}
        antwort: Pruefung = self._fragen("/api/v1/pruefen", felder, {"text": text})
        return antwort


def _problem(inhalt: bytes) -> dict[str, Any]:
    try:
        gelesen = json.loads(inhalt)
    except ValueError:
        return {}
    return gelesen if isinstance(gelesen, dict) else {}
