"""What of a question's places, sizes, status and years the projects that fit fulfil, as sentences.
Pure; counted in the facts.
"""

from collections.abc import Collection, Iterator, Sequence

from suche.understand.recognition import Erkannt
from wiki.fakten.codes import Status
from wiki.fakten.facts import Projektfakten
from wiki.fakten.filters import GROESSE, JAHR, KOMMUNE, KREIS, LAND, STATUS
from wiki.fakten.rules import has_one
from wiki.fakten.sizes import KREISFREI, LANDKREIS, VERBANDSGEMEINDE
from wiki.texte import OR, listed, ngettext, noop
from wiki.texte import gettext as _

# What a question names (`Erkannt.art`) -> the filter of the same name that says what fulfils it.
FILTER_OF = {filter_.name: filter_ for filter_ in (KOMMUNE, KREIS, LAND, STATUS, JAHR, GROESSE)}

OF_A_KIND = {  # of Kommunen, not of a size
    KREISFREI: noop("aus einer kreisfreien Stadt"),
    LANDKREIS: noop("aus einem Landkreis"),
    VERBANDSGEMEINDE: noop("aus einer Verbandsgemeinde"),
}


def fulfils(f: Projektfakten, wish: Erkannt) -> bool:
    """Returns whether a project has what the question names."""
    return has_one(FILTER_OF[wish.art].rule, (wish.key,), f)


def fulfils_all(f: Projektfakten, wishes: Sequence[Erkannt]) -> bool:
    """Returns whether a project has something of each kind that the question names: of two places
    one is enough."""
    return all(
        any(fulfils(f, wish) for wish in wishes if wish.art == kind)
        for kind in {wish.art for wish in wishes}
    )


def others_told(wishes: Sequence[Erkannt], others: Sequence[Projektfakten]) -> tuple[str, ...]:
    """Says of how many projects the thing can be said that is asked for, but not the place, size
    or year."""
    if not others:
        return ()
    if len({wish.art for wish in wishes}) > 1:
        told = ngettext(
            "1 weiteres erfüllt nicht alles davon",
            "{anzahl} weitere erfüllen nicht alles davon",
            len(others),
        )
    else:
        told = ngettext(
            "1 weiteres ist nicht {so}", "{anzahl} weitere sind nicht {so}", len(others)
        )
    said = told.format(anzahl=len(others), so=said_together(wishes))
    return (said + "".join(_unknown(same, others) for same in _by_kind(wishes)),)


def said_together(wishes: Sequence[Erkannt]) -> str:
    """Says what fulfils all of them: "aus Bayern oder aus Hessen und in Planung"."""
    return listed([_one_of(same) for same in _by_kind(wishes)])


def _one_of(same: Sequence[Erkannt]) -> str:
    return listed(list(dict.fromkeys(map(_said, same))), pattern=OR)


def wishes_told(
    wishes: Sequence[Erkannt], fakten: Sequence[Projektfakten], others: Collection[Projektfakten]
) -> tuple[str, ...]:
    """Says for each wish how many of the projects fulfil it; nothing where all do. Of two places
    one is enough. `others`: hits that fit less well."""
    return tuple(_told(wishes, fakten, others)) if fakten else ()


def _told(
    wishes: Sequence[Erkannt], projects: Sequence[Projektfakten], others: Collection[Projektfakten]
) -> Iterator[str]:
    for same in _by_kind(wishes):
        known = [f for f in projects if any(fulfils(f, wish) for wish in same)]
        said = _one_of(same)
        if not known and _number_unknown(same, projects) == len(projects):
            yield _nobody_knows(said, len(projects))
        elif not known:
            also = [f for f in others if any(fulfils(f, wish) for wish in same)]
            yield _none(said, len(projects)) + _unknown(same, projects) + _also(len(also))
        elif len(known) < len(projects):
            told = ngettext("{anzahl} davon ist {so}", "{anzahl} davon sind {so}", len(known))
            yield told.format(anzahl=len(known), so=said)


def _none(said: str, number: int) -> str:
    return (_("Es ist nicht {so}") if number == 1 else _("Keines davon ist {so}")).format(so=said)


def _nobody_knows(said: str, number: int) -> str:
    if number == 1:
        return _("Ob es {so} ist, ist nicht bekannt").format(so=said)
    return _("Ob eines davon {so} ist, ist nicht bekannt").format(so=said)


def _is_of_unknown_size(f: Projektfakten) -> bool:
    return all(ort.einwohner is None for ort in f.kommunen)


def _also(number: int) -> str:
    if not number:
        return ""
    return ngettext(
        ", wohl aber {anzahl} verwandter Treffer", ", wohl aber {anzahl} verwandte Treffer", number
    ).format(anzahl=number)


def _unknown(same: Sequence[Erkannt], projects: Sequence[Projektfakten]) -> str:
    """Where no number of inhabitants or no year is known, nobody can say that it does not fit."""
    number = _number_unknown(same, projects)
    if not number:
        return ""
    is_size = same[0].art == GROESSE.name
    said = _(SIZE_UNKNOWN if is_size else YEAR_UNKNOWN).format(anzahl=number)
    return f" {said}"


def _number_unknown(same: Sequence[Erkannt], projects: Sequence[Projektfakten]) -> int:
    """Returns of how many projects nobody knows whether they have what is wished for. `same`:
    wishes of one kind. Of what kind a Kommune is is known of all."""
    is_unknown = IS_UNKNOWN.get(same[0].art)
    if is_unknown is None or all(wish.key in OF_A_KIND for wish in same):
        return 0
    return sum(map(is_unknown, projects))


def _by_kind(wishes: Sequence[Erkannt]) -> list[list[Erkannt]]:
    kinds = dict.fromkeys(wish.art for wish in wishes)
    return [[wish for wish in wishes if wish.art == kind] for kind in kinds]


def _is_of_unknown_time(f: Projektfakten) -> bool:
    return not (f.laufzeit_von or f.laufzeit_bis or f.status_jahr)


SIZE_UNKNOWN = noop("(bei {anzahl} ist die Größe nicht bekannt)")
YEAR_UNKNOWN = noop("(bei {anzahl} ist kein Jahr bekannt)")
# Kind of a wish -> whether nothing is known of it.
IS_UNKNOWN = {GROESSE.name: _is_of_unknown_size, JAHR.name: _is_of_unknown_time}


def _said(wish: Erkannt) -> str:
    if wish.art == GROESSE.name:
        return _size(wish)
    if wish.art == STATUS.name:
        return _("eine Idee") if wish.key == Status.IDEE else _(wish.label)
    if wish.art == JAHR.name and wish.label.isdigit():
        return _("aus dem Jahr {jahr}").format(jahr=wish.label)
    if wish.art == JAHR.name:
        return _("aus der Zeit {jahre}").format(jahre=wish.label)
    return from_place(wish.label)


def _size(wish: Erkannt) -> str:
    if wish.key in OF_A_KIND:
        return _(OF_A_KIND[wish.key])
    return _("aus einer Kommune mit {einwohner}n").format(einwohner=wish.label)


def not_from(places: Sequence[Erkannt]) -> list[str]:
    """Says of each that nothing is wanted from there: "nicht aus Bayern"."""
    return [_("nicht {so}").format(so=from_place(place.label)) for place in places]


def from_place(place: str) -> str:
    """ "Trier" -> "aus Trier", "Landkreis Hof" -> "aus dem Landkreis Hof"."""
    first = place.split(" ")[0]
    if first.lower().endswith("kreis") or place.endswith("kreis") or place == "Saarland":
        return _("aus dem {ort}").format(ort=place)
    if first in {"VG", "Verbandsgemeinde", "Samtgemeinde", "StädteRegion"}:
        return _("aus der {ort}").format(ort=place)
    return _("aus {ort}").format(ort=place)
