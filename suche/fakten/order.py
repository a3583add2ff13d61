"""The orders of a result list. Pure. Weak hits stay behind in every order; ties keep theirs."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from wiki.fakten import order
from wiki.fakten.facts import Projektfakten
from wiki.texte import noop

RELEVANZ = "relevanz"
SORTIERUNGEN = {
    RELEVANZ: noop("Beste zuerst"),
    "neueste": noop("Neuester Stand zuerst"),
    "status": noop("Status"),
    "kosten": noop("Kosten, niedrigste zuerst"),
    "kommune": noop("Kommune, A bis Z"),
    "groesse": noop("Größe der Kommune"),
}
KEYS: dict[str, order.SortKey] = {
    "neueste": order.by_latest_status_year,
    "status": order.by_status,
    "kosten": order.by_costs,
    "kommune": order.by_kommune,
}


def sort_hits(
    ids: Sequence[int],
    fakten: Mapping[int, Projektfakten],
    weak: Collection[int],
    how: str,
    einwohner: int | None = None,
) -> list[int]:
    """Sorts `ids`, which come in the order of relevance, by one of SORTIERUNGEN. Pages without
    facts (events) follow the projects. `einwohner` are those of the visitor's own Kommune: by size,
    the most similar ones then come first."""
    if how == RELEVANZ:
        return sorted(ids, key=lambda pk: pk in weak)
    key = KEYS.get(how) or order.by_size(einwohner)

    def place(pk: int) -> tuple[bool, bool, tuple[Any, ...]]:
        known = fakten.get(pk)
        return pk in weak, known is None, key(known) if known else ()

    return sorted(ids, key=place)
