"""What a heading between the rows of a list says of the rows below it. Pure."""

import re

from .status_words import parse_status

KIND_OF_KOMMUNE = re.compile(
    r"(?i:stadt|kreisstadt|landeshauptstadt|landkreis|kreis|verbandsgemeinde|vg|lk|samtgemeinde|"
    r"gemeinde|ortsgemeinde|og|kreisverwaltung|stadtverwaltung) [A-ZÄÖÜ][\w./ ()-]{1,40}",
)
STATE_OF_PROJECTS = re.compile(
    r"(?P<state>[^\W\d_]+e) (?:projekte|maßnahmen|vorhaben|aktivitäten)(?: \d{4}.{0,12})?:?", re.I
)
YEAR_OF_PROJECTS = re.compile(  # stands above rows, and tells nothing of them but when
    r"(?:(?:(?:alle|weitere|neue) )?(?:projekte|maßnahmen|vorhaben|aktivitäten)|haushaltsjahr|"
    r"haushalt|jahr|stand)?[ :–-]*(?:19|20)\d\d(?:[/–-]\d{2,4})?:?",
    re.I,
)
GROUP_PREFIX = re.compile(r"^[\w .]{0,30}?\d{0,2}\s?[:–]\s*|^(?:[IVX]{1,4}|[A-Z]|\d{1,2})\.?\s+")


def said_by_group(group: str) -> tuple[str, str]:
    """Returns the field that a group tells, and its value: `Stadt Trier` -> kommunen, `Geplante
    Projekte` -> status `Geplant`, any other -> themen; `Maßnahmen 2025` tells none."""
    if YEAR_OF_PROJECTS.fullmatch(group):
        return "themen", ""
    if KIND_OF_KOMMUNE.fullmatch(group):
        return "kommunen", group
    if match := STATE_OF_PROJECTS.fullmatch(group):
        state = match["state"].removesuffix("e")
        found = parse_status(state)
        if found.status or found.vorschlag:  # `Größere Vorhaben` are in no state
            return "status", state
    return "themen", group


def group_name(text: str) -> str:
    """`Handlungsfeld 2: Mobilität` -> `Mobilität`."""
    return GROUP_PREFIX.sub("", text).strip(" :") or text.strip(" :")


def heading_of_group(name: str) -> str:
    """Writes a heading between the rows so that it is read as one: `Handlungsfeld: Mobilität`."""
    plain = (KIND_OF_KOMMUNE, STATE_OF_PROJECTS, YEAR_OF_PROJECTS)
    return name if any(kind.fullmatch(name) for kind in plain) else f"Handlungsfeld: {name}"
