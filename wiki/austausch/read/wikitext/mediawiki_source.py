"""Turns a MediaWiki export into `ImportedPage`s.

The file is read three times, page by page: for its titles, to check, to write. Memory holds the
titles only. What an article does not say (Kommune, Status) is not made up: the page becomes a
draft.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from wagtail.images import get_image_model

from wiki.austausch.draft.boxes import fields_of, leftover_section, read_box
from wiki.austausch.draft.lead import LEAD_MAX_CHARS, lead_of
from wiki.austausch.draft.matching import match_key, title_key
from wiki.austausch.draft.paragraphs import to_text
from wiki.austausch.draft.schema import Abschnitt, ImportedPage, Meldung, NeuesBild, OldVersion
from wiki.austausch.draft.sections import merge_sections
from wiki.austausch.draft.web_addresses import usable_sources
from wiki.austausch.exceptions import FileUnreadable
from wiki.austausch.importing.decisions import asked_values
from wiki.austausch.importing.existing_projects import (
    read_existing_projects,
    row_context,
    target,
)
from wiki.austausch.read.pictures import (
    file_key,
    missing_rights,
    new_picture,
    pictures_beside,
    read_picture,
)
from wiki.austausch.read.rows.context import RowContext
from wiki.austausch.read.rows.open_values import Wertfragen
from wiki.felder.felder import FLIESSTEXT
from wiki.german.amount_cells import says_nothing

from .dump import Wikiseite, is_article, is_wikitext, read_dump
from .properties import as_parameters
from .reading import short
from .wikitext import ReadArticle, WikiLookup, read_article

BOX_NAME = re.compile(r"infobox|steckbrief|projekt|kasten|factbox", re.I)
NOTES_PER_PAGE = 20


@dataclass
class Wikiquelle:
    """The `Quelldatei` of an export; `open_dump` makes it. `felder` maps parameters of a fact box
    to fields, and comes from a mapping file."""

    path: Path
    history: bool = False
    felder: Mapping[str, str] = field(default_factory=dict)
    accept_fuzzy: bool = False
    titel: set[str] = field(default_factory=set)
    weiterleitungen: dict[str, str] = field(default_factory=dict)
    uebersprungen: Counter[str] = field(default_factory=Counter)
    leer: list[str] = field(default_factory=list)
    _images: dict[str, int] = field(default_factory=dict)
    _files: dict[str, Path] = field(default_factory=dict)
    _fragen: Wertfragen = field(default_factory=Wertfragen)

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def files(self) -> tuple[Path, ...]:
        return (self.path,)

    def scan(self) -> None:
        """Reads the titles and redirects, and counts the pages that will be passed over. Raises
        FileUnreadable for a file that is broken anywhere, before a page of it is written."""
        for page in self._pages():
            if page.weiterleitung and page.namensraum == 0:
                self.weiterleitungen[page.titel] = page.weiterleitung
                self.uebersprungen["Weiterleitungen"] += 1
            elif page.namensraum != 0:
                self.uebersprungen[_namespace(page)] += 1
            elif not is_wikitext(page):
                self.uebersprungen[f"Inhalt der Art {page.version.modell}"] += 1
            elif not is_article(page):
                self.uebersprungen["Seiten ohne Text"] += 1
                self.leer.append(page.titel or f"Seite {page.nummer}")
            else:
                self.titel.add(title_key(page.titel))
        if not self.titel and not self.uebersprungen:
            raise FileUnreadable("Der Export enthält keine Seiten.")

    def hinweise(self) -> tuple[Meldung, ...]:
        """Says which pages are passed over: how many of each kind, and the names of those without
        text."""
        texts = [f"{count} × {what}." for what, count in self.uebersprungen.most_common()]
        if self.leer:
            more = " …" if len(self.leer) > NOTES_PER_PAGE else ""
            texts.append(f"Ohne Text: {', '.join(self.leer[:NOTES_PER_PAGE])}{more}")
        return tuple(Meldung(0, "", f"Nicht übernommen: {text}") for text in texts)

    def optionen(self) -> dict[str, Any]:
        """Returns what `close_links` needs once all pages are written: that there are links, and
        where redirects lead."""
        return {"links": True, "weiterleitungen": self.weiterleitungen}

    def about(self) -> dict[str, Any]:
        """Tells what was passed over, and which words somebody should decide about."""
        return {"uebersprungen": dict(self.uebersprungen), "werte": asked_values(self._fragen)}

    def imported_pages(self) -> Iterator[ImportedPage]:
        self._images = _image_ids()
        self._files = pictures_beside(self.path)
        context = row_context(self.accept_fuzzy)
        self._fragen = context.fragen
        known = self.titel | set(map(title_key, self.weiterleitungen))
        known |= {title_key(title) for title in read_existing_projects(target()).titles.values()}
        lookup = WikiLookup(lambda title: title_key(title) in known, self._find_image, self._is_box)
        for page in self._pages():
            if is_article(page):
                yield self._imported(page, lookup, context)

    def _pages(self) -> Iterator[Wikiseite]:
        limit = settings.AUSTAUSCH_DUMP_LIMIT
        return read_dump(self.path, limit, history=self.history)

    def _find_image(self, name: str) -> int | NeuesBild | None:
        """Finds an image that the wiki has, else one in a folder beside the export."""
        known = self._images.get(match_key(name)) or self._images.get(
            match_key(name.rpartition(".")[0])
        )
        path = None if known else self._files.get(file_key(name))
        return new_picture(name, read_picture(path)) if path else known

    def _is_box(self, name: str, parameters: Iterable[str]) -> bool:
        names = [parameter for parameter in parameters if not parameter.isdigit()]
        known = sum(1 for found in fields_of(names, self.felder) if found)
        return known >= 2 or (known >= 1 and bool(BOX_NAME.search(name)))

    def _imported(self, page: Wikiseite, lookup: WikiLookup, context: RowContext) -> ImportedPage:
        try:
            article = read_article(page.version.text, lookup, page.titel)
        except (ValueError, RecursionError) as error:
            text = str(error) if isinstance(error, ValueError) else "Der Text ist zu verschachtelt."
            return ImportedPage(page.nummer, page.titel, fehler=(_note(page, text),))
        box, leftover = self._read_box(article, page, context)
        themen = self._themen(article, box, context, page)
        kurzfassung, kept = _lead(article, str(box.felder.get("kurzfassung", "")))
        felder = dict(box.felder)
        if kurzfassung:
            felder["kurzfassung"] = kurzfassung
        intro = _intro(article)
        sections = [s for s in article.abschnitte if kept or s is not intro]
        sections += leftover_section(leftover)
        said = (*(box.quellen or ()), *article.quellen)
        quellen, addresses = usable_sources(said, partial(_note, page))
        rights = missing_rights(sections)
        notes = [*box.hinweise, *themen.hinweise, *addresses]
        notes += [*_open_points(article, page), *_missing_versions(page)]
        return replace(
            box,
            felder=felder,
            themen=themen.themen,
            produkte=themen.produkte,
            quellen=quellen or None,
            abschnitte=merge_sections((*(box.abschnitte or ()), *sections)) or None,
            old_versions=self._versions(page, lookup),
            fehler=_title_problem(page),
            luecken=(_note(page, rights),) if rights else (),
            hinweise=tuple(notes),
        )

    def _read_box(
        self, article: ReadArticle, page: Wikiseite, context: RowContext
    ) -> tuple[ImportedPage, str]:
        """Reads all fact boxes of an article as one. Returns it, and as lines of text what no field
        takes."""
        values: dict[str, str] = {}
        for _, parameters in article.boxen:
            said = {name: text for name, text in parameters.items() if not says_nothing(text)}
            article.offen += [
                f"„{name}“ steht in zwei Steckbriefen, zuerst mit {short(values[name])}"
                for name in said
                if values.get(name, said[name]) != said[name]
            ]
            values |= said
        values = {name: text for name, text in values.items() if not name.isdigit()}
        fields = fields_of(list(values), self.felder)
        set_values = as_parameters(article.eigenschaften, article.unsichtbar, self.felder)
        for name, (feld, text) in set_values.items():
            if name not in values and (not feld or feld not in fields):
                values[name], fields = text, (*fields, feld)
        note = partial(_note, page)
        return read_box(page.nummer, values, fields, context, note, page.titel)

    def _themen(
        self, article: ReadArticle, box: ImportedPage, context: RowContext, page: Wikiseite
    ) -> ImportedPage:
        """Adds to the Themen of the fact box the categories that are Themen; notes those that are
        none."""
        found, notes = list(box.themen or ()), []
        tags = list(box.produkte or ())
        for name in article.kategorien:
            fund = context.themen.find(name)
            decided = None if fund.pk else context.fragen.decided("themen", name)
            if pk := fund.pk or (decided and decided.wert):
                found.append(int(pk))
            elif decided and decided.schlagwort:
                tags.append(name)
            elif not decided:
                likely = [fund.vorschlag_pk] if fund.vorschlag_pk else []
                context.fragen.ask("themen", name, likely, bool(likely))
                notes.append(_note(page, f"Kategorie „{name}“ ist kein Thema des Wikis."))
        return ImportedPage(
            page.nummer,
            page.titel,
            themen=tuple(dict.fromkeys(found)) or None,
            produkte=tuple(dict.fromkeys(tags)) or None,
            hinweise=tuple(notes),
        )

    def _versions(self, page: Wikiseite, lookup: WikiLookup) -> tuple[OldVersion, ...]:
        found = []
        for version in page.aeltere:
            try:
                article = read_article(version.text, lookup, page.titel)
            except (ValueError, RecursionError):
                continue
            found.append(OldVersion(version.zeitpunkt, tuple(article.abschnitte)))
        return tuple(found)


def open_dump(
    path: Path,
    *,
    history: bool = False,
    felder: Mapping[str, str] | None = None,
    accept_fuzzy: bool = False,
) -> Wikiquelle:
    """Reads the titles of the whole file. Raises FileUnreadable, with a German text, for what is no
    readable export."""
    source = Wikiquelle(path, history, felder or {}, accept_fuzzy)
    source.scan()
    return source


def _image_ids() -> dict[str, int]:
    """Maps the title and the file name of each image, as `match_key`s, to its id."""
    found: dict[str, int] = {}
    for pk, title, file in get_image_model().objects.values_list("pk", "title", "file"):
        found.setdefault(match_key(title), pk)
        found.setdefault(match_key(str(file).rpartition("/")[2]), pk)
    return found


def _namespace(page: Wikiseite) -> str:
    prefix = page.titel.partition(":")[0] if ":" in page.titel else str(page.namensraum)
    return f"Seiten im Namensraum {prefix}"


def _intro(article: ReadArticle) -> Abschnitt | None:
    """Returns the text before the first heading."""
    return next((s for s in article.abschnitte if s.art == FLIESSTEXT), None)


def _lead(article: ReadArticle, said: str) -> tuple[str, bool]:
    """Returns (Kurzfassung, whether the introduction stays as a section). The Kurzfassung is that
    of the fact box (`said`), else the first whole sentences of the introduction."""
    intro = _intro(article)
    if said or intro is None:
        return said[:LEAD_MAX_CHARS], True
    words = " ".join(to_text(article.einleitung).split())
    lead = lead_of(words)
    only_words = [kind for kind, _ in intro.inhalt] == ["text"] and not re.search(
        r"<(?!/?p>)", article.einleitung
    )
    return lead, not (only_words and lead == words)


def _open_points(article: ReadArticle, page: Wikiseite) -> list[Meldung]:
    notes = [_note(page, f"Nicht übernommen: {text}") for text in article.offen[:NOTES_PER_PAGE]]
    if len(article.offen) > NOTES_PER_PAGE:
        more = len(article.offen) - NOTES_PER_PAGE
        places = "eine weitere Stelle" if more == 1 else f"{more} weitere Stellen"
        notes.append(_note(page, f"Nicht übernommen: {places}."))
    return notes


def _missing_versions(page: Wikiseite) -> list[Meldung]:
    texts = []
    if page.verborgen:
        texts.append(
            f"{page.verborgen} Versionen, deren Text im alten Wiki gelöscht oder verborgen ist; es "
            "gilt die neueste andere"
        )
    if page.zu_alt:
        texts.append(f"die {page.zu_alt} ältesten Versionen")
    return [_note(page, f"Nicht übernommen: {text}.") for text in texts]


def _title_problem(page: Wikiseite) -> tuple[Meldung, ...]:
    if not page.titel:
        return (_note(page, "Die Seite hat keinen Titel."),)
    if len(page.titel) > 255:
        return (_note(page, f"Der Titel hat {len(page.titel)} Zeichen, höchstens 255 gehen."),)
    return ()


def _note(page: Wikiseite, text: str) -> Meldung:
    return Meldung(page.nummer, page.titel[:120], text)
