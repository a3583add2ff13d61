"""Each `Entwurf` of a file against the file so far and against the wiki: new, changed, unchanged,
double. Used twice by a run: to check everything, and then to write."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from wiki.austausch.draft.matching import title_key
from wiki.austausch.draft.schema import Duplikat, Entwurf, Meldung

from .duplicates import SimilarTitles
from .existing_projects import Bestand
from .report import Bericht
from .writing import REQUIRED, changed_fields, check_entwurf, latest_version

NEU, GEAENDERT, UNVERAENDERT, FEHLER = "neu", "geaendert", "unveraendert", "fehler"
FIELDS_NAMED = 6
LABELS = {
    "kurzfassung": "Kurzfassung",
    "kommunen": "Kommune",
    "themen": "Thema",
    "status": "Status",
}


@dataclass(frozen=True)
class Verglichen:
    """`page_id`: the page the Entwurf tells of, if the wiki has it."""

    entwurf: Entwurf
    ergebnis: str
    page_id: int | None = None


class Vergleich:
    """Goes through a file once. `einheit`: what its numbers count ("Zeile"); `similar`: also ask
    what new rows are like."""

    def __init__(self, stock: Bestand, einheit: str, similar: SimilarTitles | None = None) -> None:
        self._einheit = einheit
        self._stock = stock
        self._similar = similar
        self._seen: dict[str, list[tuple[int, frozenset[int]]]] = {}
        self._seen_slugs: dict[str, int] = {}
        self.missing: dict[str, int] = {}

    def compare(
        self, entwuerfe: Iterable[Entwurf], report: Bericht, done: Collection[int] = ()
    ) -> Iterator[Verglichen]:
        """Rows in `done` are only remembered, to know their doubles."""
        for entwurf in entwuerfe:
            report.zeilen += 1
            if entwurf.zeile in done:
                self._first_row_of(entwurf)
                continue
            compared = self._compare_one(entwurf, report)
            report.take_messages(compared.entwurf)
            if compared.ergebnis == FEHLER:
                report.zeilen_mit_fehlern += 1
            else:
                setattr(report, compared.ergebnis, getattr(report, compared.ergebnis) + 1)
            yield compared

    def _compare_one(self, entwurf: Entwurf, report: Bericht) -> Verglichen:
        entwurf = self._check(entwurf, report)
        if entwurf.fehler:
            return Verglichen(entwurf, FEHLER)
        page_id = self._stock.find(entwurf)
        if page_id is None:
            self._note_new(entwurf, report)
            return Verglichen(entwurf, NEU)
        page = latest_version(page_id)
        changed = changed_fields(page, entwurf)
        if changed and page.locked:
            problem = Meldung(entwurf.zeile, "Titel", "Die Seite ist im Wiki gerade gesperrt.")
            return Verglichen(replace(entwurf, fehler=(problem,)), FEHLER)
        if not changed:
            return Verglichen(entwurf, UNVERAENDERT, page_id)
        named = ", ".join(changed[:FIELDS_NAMED]) + (" …" if len(changed) > FIELDS_NAMED else "")
        text = f"Im Wiki gibt es die Seite; es ändert sich: {named}."
        entwurf = replace(entwurf, hinweise=(*entwurf.hinweise, Meldung(entwurf.zeile, "", text)))
        return Verglichen(entwurf, GEAENDERT, page_id)

    def _check(self, entwurf: Entwurf, report: Bericht) -> Entwurf:
        """With what is wrong that only the whole file or the wiki's own rules can tell."""
        errors = list(entwurf.fehler)
        if not errors and (problem := check_entwurf(entwurf)):
            errors.append(Meldung(entwurf.zeile, "", problem))
        if first := self._first_row_of(entwurf):
            errors.append(
                Meldung(
                    entwurf.zeile,
                    "Titel",
                    f"Gibt es in diesem Import schon: {self._einheit} {first}.",
                )
            )
            wie = f"wie {self._einheit} {first}"
            report.add("duplikate", [Duplikat(entwurf.zeile, entwurf.titel, wie)])
        return replace(entwurf, fehler=tuple(errors))

    def _first_row_of(self, entwurf: Entwurf) -> int | None:
        """The row of the file that tells of the same: same slug, or same title and Kommune."""
        kommunen = frozenset(entwurf.kommunen or ())
        key = title_key(entwurf.titel)
        seen = self._seen.setdefault(key, [])
        if entwurf.slug:
            first = self._seen_slugs.setdefault(entwurf.slug, entwurf.zeile)
            if first != entwurf.zeile:
                return first
        elif key:
            for row, others in seen:
                if not kommunen or not others or kommunen & others:
                    return row
        seen.append((entwurf.zeile, kommunen))
        return None

    def _note_new(self, entwurf: Entwurf, report: Bericht) -> None:
        for name in missing_in(entwurf):
            self.missing[name] = self.missing.get(name, 0) + 1
        if self._similar:
            alike = self._similar.find(entwurf.titel, str(entwurf.felder.get("kurzfassung", "")))
            report.add(
                "duplikate",
                [
                    Duplikat(entwurf.zeile, entwurf.titel, f"ähnlich im Wiki: „{title}“")
                    for title in alike
                ],
            )


def missing_in(entwurf: Entwurf) -> list[str]:
    """Required fields that a new page of this kind would lack."""
    given = {
        "kommunen": entwurf.kommunen,
        "themen": entwurf.themen,
        "kurzfassung": entwurf.felder.get("kurzfassung"),
        "status": entwurf.felder.get("status"),
    }
    return [name for name in REQUIRED if not given[name]]


def missing_notes(missing: dict[str, int]) -> list[Meldung]:
    """One line a field, not one a row."""
    return [
        Meldung(
            0,
            LABELS[name],
            f"{LABELS[name]} fehlt ({count}-mal): Diese neuen Seiten werden Entwürfe und lassen "
            "sich erst veröffentlichen, wenn die Angabe ergänzt ist.",
        )
        for name, count in missing.items()
    ]
