"""Reads cells that hold addresses: mailbox, telephone, sources. Pure."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from wiki.austausch.draft.headings import heading_key
from wiki.austausch.draft.schema import ImportedQuelle
from wiki.german.amount_cells import says_nothing
from wiki.german.phones import may_be_phone, phones_in, without_phones

from .row import Row, split_entries

ENDS = r"\s<>\"',;:()\[\]|/"
MAIL_ADDRESS = re.compile(  # `a@b@c.de` is none
    rf"(?<![^{ENDS}])[^@{ENDS}]+@[^@{ENDS}]+\.[^@{ENDS}.]{{2,}}(?![^{ENDS}]*@)"
)
DOT = re.compile(
    r"\s*[(\[{]\s*(?:dot|punkt)\s*[)\]}]\s*|(?<=\w) ?\. ?(?=(?:de|eu|com|org|net)\b)", re.I
)
EMPTY_BRACKETS = re.compile(r"\(\s*\)|<\s*>|\[\s*\]")
AT_SIGN = re.compile(r"\s*[(\[{]\s*(?:at|ät|@)\s*[)\]}]\s*", re.I)
PHONE_MAX_CHARS = 40  # longer cells hold more than a number
URL = re.compile(r"https?://[^\s<>\"|]+", re.I)
NEXT_URL = re.compile(  # one address behind another, whatever stands between them
    r"(https?://[^\s<>\"|]{1,2000}?)[,;]?(?:[ \t]+(?:und|u\.|/|&|\+))?[ \t]+(?=https?://)", re.I
)
SCHEMELESS = re.compile(
    r"(?<![\w/.@:-])(www\.[^\s<>\"|]+\.[^\s<>\"|]+|"
    r"(?:[a-zäöü0-9-]+\.)+(?:de|eu|com|org|net|info|rlp|bayern|berlin)(?:/[^\s<>\"|]*)?(?![\w.@-]))",
    re.I,
)
WANTS_URL = frozenset(["link", "links", "url", "webseite", "website"])
YEAR_MONTH_OR_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")
READ_ON = re.compile(r"abgerufen (\d{4}-\d\d-\d\d)")
MEANT_AS_URL = re.compile(
    r"(?:^|[\s|])((?:h[tps]{2,5}|ftp|file|javascript|data)\s?(?::|;|//)\S*)", re.I
)


def read_postfach(row: Row, name: str) -> None:
    """Takes the first address of a cell, also one that is written `name(at)stadt.de`; a note says
    what was left out."""
    text = row.answer(name)
    if not text:
        return
    found = mail_addresses(text)
    if not found:
        row.gap(name, f"„{text}“ ist keine E-Mail-Adresse.")
        return
    row.felder[name] = found[0]
    if found[0] != text.removeprefix("mailto:"):
        row.note(name, f"„{text}“ als {row.felder[name]} gelesen.")


def mail_addresses(text: str) -> list[str]:
    """Finds addresses, also `name(at)stadt(punkt)de`."""
    plain = DOT.sub(".", AT_SIGN.sub("@", text)) if AT_SIGN.search(text) else text
    return [found.strip("().") for found in MAIL_ADDRESS.findall(plain.replace("mailto:", ""))]


def read_ways_of_stelle(row: Row) -> None:
    """Moves a mailbox and a telephone number out of the cell of the Stelle, where no column of
    their own has them: `Amt 10, Tel. 0651 718-0, info@trier.de`."""
    said = str(row.felder.get("kontakt_stelle", ""))
    text = "; ".join(split_entries(said)) if "\n" in said else said
    for name, found in (
        ("kontakt_postfach", mail_addresses(said)),
        ("kontakt_telefon", phones_in(said)),
    ):
        if not found or row.answer(name):
            continue
        row.felder[name] = found[0]
        if len(found) == 1:  # of several, the others must not be lost
            text = without_phones(text) if name == "kontakt_telefon" else _without_mail(text)
        row.note(name, f"Aus „{row.mapping.heading_of('kontakt_stelle')}“: {found[0]}.")
    if text != said:
        text = re.sub(r" {2,}", " ", EMPTY_BRACKETS.sub("", text))
        text = re.sub(r"([,;])(?:\s*[,;])+", r"\1", text).strip(" ,;|/–-\n")
        row.felder["kontakt_stelle"] = text
        if not text:  # it only told a way; whom the page names already stays
            del row.felder["kontakt_stelle"]


def _without_mail(text: str) -> str:
    plain = DOT.sub(".", AT_SIGN.sub("@", text)) if AT_SIGN.search(text) else text
    return re.sub(rf"(?:e-?mail:?\s*|mailto:)?<?{MAIL_ADDRESS.pattern}>?", "", plain, flags=re.I)


def read_telefon(row: Row, name: str) -> None:
    text = row.answer(name)
    if not text:
        return
    if len(text) > PHONE_MAX_CHARS and (found := phones_in(text)):
        row.felder[name] = found[0]
        row.note(name, f"„{text}“ als {found[0]} gelesen.")
    elif may_be_phone(text):
        row.felder[name] = "; ".join(text.split("\n"))
    else:
        row.gap(name, f"„{text}“ ist keine Telefonnummer.")


def read_quellen(row: Row, lengths: Mapping[str, int]) -> tuple[ImportedQuelle, ...] | None:
    """Reads one source from each line: `title | publisher | 2024-05 | abgerufen 2026-11-28 |
    address`. Everything but the title may be missing; a bare address is named after its host."""
    found = []
    name_limit, url_limit = lengths["quellen.bezeichnung"], lengths["quellen.url"]
    text = SCHEMELESS.sub(r"https://\1", row.answer("quellen"))
    text = NEXT_URL.sub(r"\1\n", text)
    for line in split_entries(text) if _each_has_address(text) else text.split("\n"):
        if says_nothing(line):
            continue
        quelle = _quelle(" ".join(line.split()))
        if not quelle.url and (broken := _meant_as_url(row, line)):
            row.gap("quellen", f"„{broken}“ ist keine Webadresse (https://…).")
        elif len(quelle.bezeichnung) > name_limit or len(quelle.url) > url_limit:
            limits = f"Titel ({name_limit} Zeichen) oder Adresse ({url_limit})"
            row.gap("quellen", f"{limits} ist zu lang.")
        elif len(quelle.herausgeber) > lengths["quellen.herausgeber"]:
            limit = lengths["quellen.herausgeber"]
            row.gap("quellen", f"Der Herausgeber ist länger als {limit} Zeichen.")
        elif quelle.bezeichnung:
            found.append(quelle)
    return tuple(found) or None


def _meant_as_url(row: Row, line: str) -> str:
    """Returns the part of the line that was meant as an address and is none, such as `htp://a.de`.
    Below a heading like "Link" that is the whole line."""
    if heading_key(row.mapping.heading_of("quellen")) in WANTS_URL:
        return line
    match = MEANT_AS_URL.search(line)
    return match[1] if match else ""


def _quelle(line: str) -> ImportedQuelle:
    name, _, address = (part.strip() for part in line.rpartition("|"))
    if not URL.fullmatch(address):
        match = URL.search(line)
        address = match[0] if match else ""
        name = ""
    address = address.rstrip(".,;:!?" if "(" in address else ".,;:!?)")
    name = name or EMPTY_BRACKETS.sub("", _without(line, address))
    quelle = _described([part.strip() for part in name.split("|")], address)
    host = re.sub(r"^https?://(?:www\.)?", "", address).split("/")[0]
    return quelle if quelle.bezeichnung else replace(quelle, bezeichnung=host)


def _described(parts: list[str], address: str) -> ImportedQuelle:
    """Sorts the parts before the address into a source. The title comes first and may contain bars:
    `A | B | Stadt X | 2024` -> title "A | B", publisher "Stadt X", date "2024"."""
    read_on = _read_on(parts[-1])
    if read_on:
        parts.pop()
    datum = parts.pop() if len(parts) > 1 and YEAR_MONTH_OR_DAY.fullmatch(parts[-1]) else ""
    herausgeber = parts.pop() if len(parts) > 1 else ""
    return ImportedQuelle(" | ".join(parts), address, herausgeber, datum, read_on)


def _read_on(text: str) -> date | None:
    match = READ_ON.fullmatch(text)
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def _each_has_address(text: str) -> bool:
    """Returns whether semicolons separate sources: they do in `https://a.de; https://b.de`, and do
    not in `Stadt X; Bericht`, which is one source."""
    return all(URL.search(part) for part in text.split(";"))


def _without(line: str, address: str) -> str:
    if not address:
        return line
    return " ".join(line.replace(address, " ").split()).strip(" |,;:.–-")
