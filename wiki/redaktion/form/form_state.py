"""What stands in the form of a Projektseite, or in a page -> `Entwurf`. Nothing is stored."""

import re
from collections.abc import Iterable
from typing import Any

from django.http import QueryDict
from wagtail.blocks import StreamValue

from wiki.exceptions import WikiError
from wiki.models import Projektseite

from .guete import Entwurf

MOST_BLOCKS = 500  # a forged number of blocks would keep the server counting


class EntwurfInvalid(WikiError):
    """Das Formular ist unvollständig angekommen."""


def posted_draft(data: QueryDict) -> Entwurf:
    """The form as it was sent; EntwurfInvalid when it can't be an editor's."""
    filled = {name for name in data if data.get(name, "").strip()}
    return Entwurf(
        titel=data.get("title", "").strip(),
        kurzfassung=data.get("kurzfassung", "").strip(),
        kommunen=len(data.getlist("kommunen")),
        themen=len(data.getlist("themen")),
        status=data.get("status", ""),
        stand_bekannt=bool({"status_jahr", "geprueft_am"} & filled),
        abschnitte=texts(posted_stream(data)),
        kosten=any(name.startswith(("kosten_einmalig", "kosten_laufend")) for name in filled),
        personalaufwand="personalaufwand" in filled,
        uebertragbarkeit="uebertragbarkeit" in filled,
        nachnutzungswege=bool(data.getlist("nachnutzungswege")),
        kontakt=any(name.startswith("kontakt_") for name in filled),
        kontakt_postfach=data.get("kontakt_postfach", "").strip(),
        quellen=_rows(data, filled),
        gueltig_bis="gueltig_bis" in filled,
    )


def draft_of(page: Projektseite) -> Entwurf:
    """A page as it is."""
    return Entwurf(
        titel=page.title,
        kurzfassung=page.kurzfassung,
        kommunen=len(page.kommunen.all()),
        themen=len(page.themen.all()),
        status=page.status,
        stand_bekannt=page.stand is not None,
        abschnitte=texts(page.inhalt),
        kosten=page.kosten_einmalig is not None
        or page.kosten_laufend is not None
        or bool(page.kosten_einmalig_hinweis or page.kosten_laufend_hinweis),
        personalaufwand=bool(page.personalaufwand),
        uebertragbarkeit=bool(page.uebertragbarkeit),
        nachnutzungswege=bool(page.nachnutzungswege),
        kontakt=bool(page.kontakt_stelle or page.kontakt_postfach or page.kontakt_telefon),
        kontakt_postfach=page.kontakt_postfach,
        quellen=len(page.quellen.all()),
        gueltig_bis=page.gueltig_bis is not None,
    )


def posted_stream(data: QueryDict) -> StreamValue | tuple[()]:
    """The article as it stands in the form, whether it is valid or not."""
    if "inhalt-count" not in data:
        return ()
    if any(_too_many(name, data) for name in data):
        raise EntwurfInvalid
    block = Projektseite._meta.get_field("inhalt").stream_block
    try:
        return block.value_from_datadict(data, {}, "inhalt")
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise EntwurfInvalid from error


def texts(inhalt: Iterable[Any]) -> dict[str, str]:
    """Kind of section -> plain text; free sections together."""
    found: dict[str, str] = {}
    for child in inhalt:
        parts = [part for part in child.block.get_searchable_content(child.value) if part]
        found[child.block_type] = "\n".join(filter(None, [found.get(child.block_type), *parts]))
    return found


def _too_many(name: str, data: QueryDict) -> bool:
    if not name.endswith("-count"):
        return False
    value = data.get(name, "")
    return not value.isdecimal() or int(value[:6]) > MOST_BLOCKS


def _rows(data: QueryDict, filled: set[str]) -> int:
    """Sources with a name, but for those taken off again."""
    names = (re.fullmatch(r"quellen-(\d+)-bezeichnung", name) for name in filled)
    return sum(not data.get(f"quellen-{match[1]}-DELETE") for match in names if match)
