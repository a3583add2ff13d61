"""What a locator map shows, as one sentence."""

import re
from collections.abc import Sequence

from wiki.texte import gettext as _
from wiki.texte import is_german, listed

MOST_NAMED = 5
FEMININE = (
    "VG ",
    "Verbandsgemeinde ",
    "Samtgemeinde ",
    "Region ",
    "Städteregion ",
    "StädteRegion ",
)
KREIS = re.compile(r"([Kk]reis|Regionalverband)(?![a-zß])")


def lage_text(namen: Sequence[str], land: str, kreis: str = "") -> str:
    """`Lage von Konz im Landkreis Trier-Saarburg, Rheinland-Pfalz`; several are listed."""
    if not is_german():
        where = ", ".join(filter(None, (kreis, _(land))))
        return _("Lage: {orte} ({gebiet})").format(orte=_listed(namen), gebiet=where)
    if len(namen) > 1:
        return f"Lage {_in(land)}: {_listed(namen)}"
    if kreis:
        return f"Lage {_of(namen[0])} {_in_kreis(kreis)}, {land}"
    return f"Lage {_of(namen[0])} {_in(land)}"


def _listed(namen: Sequence[str]) -> str:
    if len(namen) > MOST_NAMED + 1:
        rest = _("{anzahl} weitere Kommunen").format(anzahl=len(namen) - MOST_NAMED)
        return listed([*namen[:MOST_NAMED], rest])
    return listed(namen)


def _of(name: str) -> str:
    """`von Konz`, `der VG Prüm`, `des Landkreises Kusel`."""
    if name.startswith(FEMININE):
        return f"der {name}"
    if KREIS.search(name):
        return f"des {KREIS.sub(_genitive, _weak(name), count=1)}"
    return f"von {name}"


def _genitive(match: re.Match[str]) -> str:
    return match[0] + ("s" if match[0] == "Regionalverband" else "es")


def _in_kreis(name: str) -> str:
    return f"in der {name}" if name.startswith(FEMININE) else f"im {_weak(name)}"


def _weak(name: str) -> str:
    """`Märkischer Kreis` -> `Märkischen Kreis`."""
    return name.replace("er Kreis", "en Kreis")


def _in(land: str) -> str:
    return f"im {land}" if land == "Saarland" else f"in {land}"
