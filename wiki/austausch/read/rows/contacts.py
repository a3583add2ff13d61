"""Cells that hold addresses: mailbox, telephone, sources. Pure."""

import re
from collections.abc import Mapping

from wiki.austausch.draft.headings import heading_key
from wiki.austausch.draft.schema import Quelle

from .row import Row, entries_of

MAIL = re.compile(r"[^@\s<>\"',;]+@[^@\s<>\"',;]+\.[^@\s<>\"',;.]{2,}")
PHONE_DIGITS = 3  # at least
URL = re.compile(r"https?://[^\s<>\"|]+", re.I)
SCHEMELESS = re.compile(r"(?<![\w/.@])(www\.[^\s<>\"|]+\.[^\s<>\"|]+)", re.I)
WANTS_URL = frozenset(["link", "links", "url", "webseite", "website"])
MEANT_AS_URL = re.compile(
    r"(?:^|[\s|])((?:h[tps]{2,5}|ftp|file|javascript|data)\s?(?::|;|//)\S*)", re.I
)


def read_postfach(row: Row, name: str) -> None:
    text = row.answer(name).removeprefix("mailto:")
    if not text:
        return
    if MAIL.fullmatch(text):
        row.felder[name] = text
    else:
        row.wrong(name, f"„{text}“ ist keine E-Mail-Adresse.")


def read_telefon(row: Row, name: str) -> None:
    text = row.answer(name)
    if not text:
        return
    if sum(letter.isdigit() for letter in text) >= PHONE_DIGITS:
        row.felder[name] = text
    else:
        row.wrong(name, f"„{text}“ ist keine Telefonnummer.")


def read_quellen(row: Row, lengths: Mapping[str, int]) -> tuple[Quelle, ...] | None:
    """One a line: `designation | address`. A bare address is named after its host."""
    found = []
    name_limit, url_limit = lengths["quellen.bezeichnung"], lengths["quellen.url"]
    text = SCHEMELESS.sub(r"https://\1", row.answer("quellen"))
    for line in entries_of(text) if _each_has_address(text) else text.split("\n"):
        quelle = _quelle(" ".join(line.split()))
        if not quelle.url and (broken := _meant_as_url(row, line)):
            row.wrong("quellen", f"„{broken}“ ist keine Webadresse (https://…).")
        elif len(quelle.bezeichnung) > name_limit or len(quelle.url) > url_limit:
            limits = f"Bezeichnung ({name_limit} Zeichen) oder Adresse ({url_limit})"
            row.wrong("quellen", f"{limits} ist zu lang.")
        elif quelle.bezeichnung:
            found.append(quelle)
    return tuple(found) or None


def _meant_as_url(row: Row, line: str) -> str:
    """What of the line should have been an address: all of it below a heading like "Link"."""
    if heading_key(row.mapping.heading_of("quellen")) in WANTS_URL:
        return line
    match = MEANT_AS_URL.search(line)
    return match[1] if match else ""


def _quelle(line: str) -> Quelle:
    name, _, address = (part.strip() for part in line.rpartition("|"))
    if not URL.fullmatch(address):
        match = URL.search(line)
        address = match[0] if match else ""
        name = _without(line, address)
    return Quelle(name or re.sub(r"^https?://(?:www\.)?", "", address).split("/")[0], address)


def _each_has_address(text: str) -> bool:
    """`https://a.de; https://b.de` are two sources, `Stadt X; Bericht` is one."""
    return all(URL.search(part) for part in text.split(";"))


def _without(line: str, address: str) -> str:
    if not address:
        return line
    return " ".join(line.replace(address, " ").split()).strip(" |,:–-")
