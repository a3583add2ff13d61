"""Compares each `ImportedPage` with the file so far and with the wiki.

Each is new, changed, unchanged, or a double. A run compares twice:
to check everything, and to write.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from wiki.austausch.draft.matching import title_key
from wiki.austausch.draft.schema import Duplikat, ImportedPage, Meldung
from wiki.felder.felder import BY_NAME, REQUIRED

from .duplicates import SimilarTitles
from .existing_projects import ExistingProjects, is_counted
from .report import Bericht
from .writing import changed_fields, check_imported, latest_version

NEU, GEAENDERT, UNVERAENDERT, FEHLER = "neu", "geaendert", "unveraendert", "fehler"
FIELDS_NAMED = 6


@dataclass(frozen=True)
class ComparedPage:
    """A row and what it was found to be (`ergebnis`). `page_id` is the page of the wiki that it
    tells of."""

    imported: ImportedPage
    ergebnis: str
    page_id: int | None = None


class RowComparison:
    """Compares the rows of one file, in their order. `einheit` is what their numbers count in
    messages ("Zeile"); with `similar` new rows are also compared with projects that are only
    alike."""

    def __init__(
        self, existing: ExistingProjects, einheit: str, similar: SimilarTitles | None = None
    ) -> None:
        self._einheit = einheit
        self._existing = existing
        self._similar = similar
        self._seen: dict[str, list[tuple[int, frozenset[int]]]] = {}
        self._seen_slugs: dict[str, int] = {}
        self.missing: dict[str, int] = {}

    def compare(
        self, imported_pages: Iterable[ImportedPage], report: Bericht, done: Collection[int] = ()
    ) -> Iterator[ComparedPage]:
        """Yields each row as compared, and counts it in `report`. Rows in `done` were written
        before; they are only remembered, to recognise doubles of them."""
        for imported in imported_pages:
            report.zeilen += 1
            if imported.zeile in done:
                self._first_row_of(imported)
                continue
            compared = self._compare_one(imported, report)
            report.take_messages(compared.imported)
            if compared.ergebnis == FEHLER:
                report.zeilen_mit_fehlern += 1
            else:
                setattr(report, compared.ergebnis, getattr(report, compared.ergebnis) + 1)
            yield compared

    def _compare_one(self, imported: ImportedPage, report: Bericht) -> ComparedPage:
        imported = self._check(imported, report)
        if imported.fehler:
            return ComparedPage(imported, FEHLER)
        page_id = self._existing.find(imported)
        if page_id is None:
            self._note_new(imported, report)
            return ComparedPage(imported, NEU)
        page = latest_version(page_id)
        changed = changed_fields(page, imported)
        if changed and page.locked:
            problem = Meldung(imported.zeile, "Titel", "Die Seite ist im Wiki gerade gesperrt.")
            return ComparedPage(replace(imported, fehler=(problem,)), FEHLER)
        if not changed:
            return ComparedPage(imported, UNVERAENDERT, page_id)
        named = ", ".join(changed[:FIELDS_NAMED]) + (" …" if len(changed) > FIELDS_NAMED else "")
        text = f"Im Wiki gibt es die Seite; es ändert sich: {named}."
        imported = replace(
            imported, hinweise=(*imported.hinweise, Meldung(imported.zeile, "", text))
        )
        return ComparedPage(imported, GEAENDERT, page_id)

    def _check(self, imported: ImportedPage, report: Bericht) -> ImportedPage:
        """Returns the row with two more kinds of errors: what the wiki's own rules refuse, and a
        row before it that tells of the same project."""
        errors = list(imported.fehler)
        if not errors and (problem := check_imported(imported)):
            errors.append(Meldung(imported.zeile, "", problem))
        if first := self._first_row_of(imported):
            errors.append(
                Meldung(
                    imported.zeile,
                    "Titel",
                    f"Gibt es in diesem Import schon: {self._einheit} {first}.",
                )
            )
            wie = f"wie {self._einheit} {first}"
            report.add("duplikate", [Duplikat(imported.zeile, imported.titel, wie)])
        return replace(imported, fehler=tuple(errors))

    def _first_row_of(self, imported: ImportedPage) -> int | None:
        """The row of the file that tells of the same: same slug, or same title and Kommune. Rows of
        several Kommunen may have the number of one project in common."""
        kommunen = frozenset(imported.kommunen or ())
        unknown = imported.kommune_unbekannt
        key = title_key(imported.titel)
        seen = self._seen.setdefault(key, [])
        if imported.slug and not is_counted(imported.slug):
            first = self._seen_slugs.setdefault(imported.slug, imported.zeile)
            if first != imported.zeile:
                return first
        elif key:
            for row, others in seen:
                if kommunen & others or (not unknown and (not kommunen or not others)):
                    return row
        if not unknown:
            seen.append((imported.zeile, kommunen))
        return None

    def _note_new(self, imported: ImportedPage, report: Bericht) -> None:
        for name in missing_in(imported):
            self.missing[name] = self.missing.get(name, 0) + 1
        if self._similar:
            alike = self._similar.find(imported.titel, str(imported.felder.get("kurzfassung", "")))
            report.add(
                "duplikate",
                [
                    Duplikat(imported.zeile, imported.titel, f"ähnlich im Wiki: „{title}“")
                    for title in alike
                ],
            )


def missing_in(imported: ImportedPage) -> list[str]:
    """Required fields that a new page of this kind would lack."""
    given = {
        "titel": imported.titel,
        "kommunen": imported.kommunen,
        "themen": imported.themen,
        "kurzfassung": imported.felder.get("kurzfassung"),
        "status": imported.felder.get("status"),
    }
    return [name for name in REQUIRED if not given[name]]


def missing_notes(missing: dict[str, int]) -> list[Meldung]:
    """One line a field, not one a row."""
    return [
        Meldung(
            0,
            BY_NAME[name].label,
            f"Die Angabe fehlt {count}-mal: Diese neuen Seiten werden Entwürfe und lassen sich "
            "erst veröffentlichen, wenn sie ergänzt ist.",
        )
        for name, count in missing.items()
    ]
