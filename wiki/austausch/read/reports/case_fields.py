"""Sections of a report that answer a question of the fact box: costs, contact, sources. Pure.

`## Kosten` above "12.000 €" says what the fact box would say. A section that tells more stays.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from wiki.austausch.draft.headings import KNOWN_HEADINGS, heading_key, suggest_mapping
from wiki.austausch.draft.lead import LEAD_MAX_CHARS, lead_of
from wiki.austausch.draft.sections import DESCRIPTION
from wiki.austausch.read.rows.contacts import EMPTY_BRACKETS, MAIL_ADDRESS
from wiki.austausch.read.wikitext.source_headings import SOURCE_HEADINGS
from wiki.felder.felder import BY_NAME, SECTIONS
from wiki.felder.schema import Art
from wiki.german.cost_parts import ONCE, YEARLY, cost_parts
from wiki.german.phones import LABELLED

from .case_headings import is_generic
from .case_pieces import Fallbericht, lines_of

Blocks = list[tuple[str, Any]]
ANSWER_MAX_CHARS = 150  # of a line; what is longer tells a story
ANSWER_MAX_LINES = 12
PROSE_MAX_CHARS = 500
NEVER = {"titel", "slug", "kurzfassung", *SECTIONS}
CONTACT = re.compile(r"kontakt|ansprech(?:partner|person|stelle)\w*|zustaendig\w*|contact")
LABEL = re.compile(r"^[^\d:]{1,60}:\s*")
AMOUNT = re.compile(r"(?<![\d.])[\d.]+(?:,\d+)?\s*(?:tsd\.?|t|mio\.?)?\s*(?:€|euro|eur\b)", re.I)
TELLS = re.compile(r"([^:|]{2,60}?)\s*:\s+\S")
OF_ONE_PROJECT = {"status", "kommunen", "kosten_einmalig", "laufzeit"}
SEVERAL = "Stehen mehrere Projekte in der Datei? Je Datei entsteht eine Seite; bitte trennen."
LINK = re.compile(r'<a href="([^"]+)">(.*?)</a>')


def take_title_of_facts(case: Fallbericht) -> None:
    """Takes the title that the fact box says, if the report has none of its own, or is only called
    what it is: "Projektsteckbrief"."""
    if case.titel and not is_generic(case.titel):
        return
    for name, value in case.fakten.items():
        if suggest_mapping([name]).fields == ("titel",) and "\n" not in value.strip():
            case.offen += [f"Überschrift „{case.titel}“"] if case.titel else []
            case.titel = value.strip()
            del case.fakten[name]
            return


def ask_for_one_project(case: Fallbericht) -> None:
    """Asks somebody to look, where the file may tell of several projects: a section comes twice, a
    table lists them, or sections say each their own status or costs."""
    names = [name for name, _ in case.abschnitte]
    fields = [KNOWN_HEADINGS.get(heading_key(name), "") for name in names]
    twice = [n for n, f in zip(names, fields, strict=True) if f in SECTIONS and fields.count(f) > 1]
    told = [_told_in(blocks) for name, blocks in case.abschnitte if name]
    again = Counter(field for some in told for field in some)
    if twice:
        case.fragen.append(f"„{twice[0]}“ kommt mehrmals vor: {SEVERAL}")
    elif any(number > 1 for number in again.values()):
        label = BY_NAME[again.most_common(1)[0][0]].label
        case.fragen.append(f"Mehrere Abschnitte nennen „{label}“: {SEVERAL}")
    elif headings := next((row for row in _first_rows(case) if _heads_projects(row)), None):
        listed = ", ".join(filter(None, headings))
        case.fragen.append(
            f"Die Tabelle „{listed}“ zählt wohl Projekte auf. Je Datei entsteht eine Seite; eine "
            "Liste bitte als XLSX, ODS oder CSV einlesen."
        )


def _told_in(blocks: Blocks) -> set[str]:
    """Returns the fields that lines `Status: im Betrieb` of a section tell."""
    lines = (line for kind, value in blocks if kind == "text" for line in lines_of(value))
    names = (match[1] for line in lines if (match := TELLS.match(line)))
    return {KNOWN_HEADINGS.get(heading_key(name), "") for name in names} & OF_ONE_PROJECT


def _first_rows(case: Fallbericht) -> Iterator[Sequence[str]]:
    for _, blocks in case.abschnitte:
        yield from (value[0] for kind, value in blocks if kind == "tabelle" and len(value) > 2)


def _heads_projects(row: Sequence[str]) -> bool:
    return {"titel", "kommunen"} <= set(suggest_mapping(row).fields)


def take_fields(case: Fallbericht) -> None:
    """Moves the sections that only answer a question into the fact box."""
    case.abschnitte = [
        (name, blocks) for name, blocks in case.abschnitte if not _taken(case, name, blocks)
    ]
    case.fakten = _contacts_apart(case.fakten)


def _taken(case: Fallbericht, name: str, blocks: Blocks) -> bool:
    """Returns whether all that the section says is in the fact box now."""
    key = heading_key(name)
    field = KNOWN_HEADINGS.get(key, "")
    if not name or any(kind != "text" for kind, _ in blocks):
        return False
    html = "".join(value for _, value in blocks)
    if key in SOURCE_HEADINGS or field == "quellen":
        case.add_facts({"Quellen": "\n".join(_source_lines(html))})
        return True
    lines = lines_of(html)
    if field == "kurzfassung" and key != DESCRIPTION:
        return _take_lead(case, " ".join(lines))
    if field in ("kosten_einmalig", "kosten_laufend"):
        return _take_costs(case, name, lines)
    if CONTACT.match(key):
        return _take_if_short(case, "Kontakt", lines)
    if not field or field in NEVER:
        return False
    if BY_NAME[field].art is Art.TEXT and len(" ".join(lines)) <= PROSE_MAX_CHARS:
        case.add_facts({name: "\n".join(lines)})
        return True
    return _take_if_short(case, name, lines)


def _take_lead(case: Fallbericht, text: str) -> bool:
    lead = text if len(text) <= LEAD_MAX_CHARS else lead_of(text)
    if lead:
        case.add_facts({"Kurzfassung": lead})
    return lead == text


def _take_if_short(case: Fallbericht, name: str, lines: list[str]) -> bool:
    if len(lines) > ANSWER_MAX_LINES or any(len(line) > ANSWER_MAX_CHARS for line in lines):
        return False
    told = any(line.endswith(".") and len(line.split()) > 8 for line in lines)
    if not told:
        case.add_facts({name: "\n".join(lines)})
    return not told


def _take_costs(case: Fallbericht, name: str, lines: list[str]) -> bool:
    """Reads "Einmalig: 12.000 €" and "3.000 € im Jahr", each a line or a part of one. Where a line
    says anything else, the section stays."""
    parts = [part for line in lines for part in cost_parts(line)]
    facts: dict[str, str] = {}
    for part in parts:
        amount = AMOUNT.search(part)
        kind = "Kosten laufend" if YEARLY.search(part) else ""
        kind = kind or ("Kosten einmalig" if ONCE.search(part) or len(parts) == 1 else "")
        if len(part) > ANSWER_MAX_CHARS or not amount or not kind or kind in facts:
            return _take_if_short(case, name, lines) if not facts and len(lines) == 1 else False
        facts[kind] = LABEL.sub("", part)
    case.add_facts(facts)
    return bool(facts)


def _source_lines(html: str) -> list[str]:
    """Writes each source in a line, as a list has it: `label | address`."""
    html = LINK.sub(lambda m: m[1] if m[2] == m[1] else f"{m[2]} | {m[1]}", html)
    return [line.replace("\n", " ") for line in lines_of(html)]


def _contacts_apart(facts: dict[str, str]) -> dict[str, str]:
    """Takes mailbox and telephone out of what a fact says of whom to ask."""
    found: dict[str, str] = {}
    for name, value in facts.items():
        if not CONTACT.match(heading_key(name)) or KNOWN_HEADINGS.get(heading_key(name), "") in (
            "kontakt_postfach",
            "kontakt_telefon",
        ):
            found[name] = value
            continue
        mail, phone = MAIL_ADDRESS.search(value), LABELLED.search(value)
        rest = value
        if mail:
            found.setdefault("E-Mail", mail[0])
            rest = re.sub(rf"(?:e-?mail:?\s*)?{re.escape(mail[0])}", "", rest, flags=re.I)
        if phone:
            found.setdefault("Telefon", phone[1])
            rest = rest.replace(phone[0], "")
        rest = EMPTY_BRACKETS.sub("", rest)
        lines = [line.strip(" ,;|·–-") for line in rest.split("\n")]
        if rest := ", ".join(line for line in lines if line):
            found[name] = rest
    return found
