"""Reads the form of a Projektseite, as it is sent while somebody writes, into a `FormState`.
Nothing is stored."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from wagtail.blocks import StreamValue

from wiki.exceptions import WikiError
from wiki.felder.felder import FELDER
from wiki.felder.schema import Art, Feld
from wiki.models import Projektseite

from .guete import FormState, Hinweis

BLOCKS_LIMIT = 500  # a forged number of blocks would keep the server counting

# Kinds of fields whose entry can be wrong by itself.
CHECKED = {
    Art.TEXT, Art.ANMERKUNG, Art.ZEILEN, Art.BETRAG, Art.JAHR, Art.DATUM, Art.POSTFACH, Art.TELEFON
}  # fmt: skip


class FormStateInvalid(WikiError):
    """Das Formular ist unvollständig angekommen."""


def posted_state(data: QueryDict) -> FormState:
    """Reads the sent form. Raises FormStateInvalid for data that no form of an editor sends."""
    sections = texts(posted_stream(data))
    wrong = {hinweis.feld for hinweis in wrong_entries(data)}
    return FormState(
        {
            feld.name: "" if feld.attribut in wrong else _posted(feld, data, sections)
            for feld in FELDER
        }
    )


def wrong_entries(data: QueryDict) -> list[Hinweis]:
    """Names the fields that cannot be stored as they are, each with the reason."""
    fields = Projektseite.get_edit_handler().get_form_class().base_fields
    found: list[Hinweis] = []
    values: dict[str, Any] = {}
    for feld in FELDER:
        if feld.art in CHECKED and feld.name in fields and data.get(feld.name, "").strip():
            try:
                values[feld.name] = fields[feld.name].clean(data[feld.name])
            except ValidationError as error:
                found.append(Hinweis(feld.name, f"{feld.label}: {' '.join(error.messages)}", 0))
    begin, end = values.get("laufzeit_von"), values.get("laufzeit_bis")
    if begin and end and begin > end:
        found.append(Hinweis("laufzeit_bis", "Laufzeit: Das Ende liegt vor dem Beginn.", 0))
    return found


def _posted(feld: Feld, data: QueryDict, sections: Mapping[str, str]) -> str:
    if feld.attribut == "inhalt":
        return sections.get(feld.name, "")
    if feld.art is Art.QUELLEN:
        return "\n".join(_sources(data))
    return "\n".join(data.getlist(feld.attribut))


def posted_stream(data: QueryDict) -> StreamValue | tuple[()]:
    """Reads the article in the form, valid or not. Raises FormStateInvalid like `posted_state`."""
    if "inhalt-count" not in data:
        return ()
    if any(_too_many(name, data) for name in data):
        raise FormStateInvalid
    block = Projektseite._meta.get_field("inhalt").stream_block
    try:
        return block.value_from_datadict(data, {}, "inhalt")
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise FormStateInvalid from error


def texts(inhalt: Iterable[Any]) -> dict[str, str]:
    """Returns the plain text of each kind of section; all free sections together are one text."""
    found: dict[str, str] = {}
    for child in inhalt:
        parts = [part for part in child.block.get_searchable_content(child.value) if part]
        found[child.block_type] = "\n".join(filter(None, [found.get(child.block_type), *parts]))
    return found


def _too_many(name: str, data: QueryDict) -> bool:
    if not name.endswith("-count"):
        return False
    value = data.get(name, "")
    return not value.isdecimal() or int(value[:6]) > BLOCKS_LIMIT


def _sources(data: QueryDict) -> Iterator[str]:
    """Yields the names of the sources, without those that are marked to be deleted."""
    for key in data:
        match = re.fullmatch(r"quellen-(\d+)-bezeichnung", key)
        if match and not data.get(f"quellen-{match[1]}-DELETE"):
            yield data.get(key, "")
