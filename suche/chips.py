"""The small links above the results: filters in use, and what a question prefers."""

from dataclasses import dataclass

from django.http import QueryDict

from .filters import FILTER_NAMES, SearchForm
from .recognition import ARTEN, Erkannt


@dataclass(frozen=True)
class Chip:
    """`text` says it; `without` is the address without it, `only` the one that filters by it
    (empty: there is no such filter)."""

    text: str
    without: str
    only: str = ""


def active_filters(form: SearchForm, query: QueryDict) -> list[Chip]:
    """One for each filter in use (call after is_valid)."""
    active = []
    for name in FILTER_NAMES:
        value = form.cleaned_data[name]
        if value:
            said = dict(form.fields[name].choices).get(value, value) if name == "status" else value  # type: ignore[attr-defined]
            text = f"{form.fields[name].label or name.title()}: {said}"
            active.append(Chip(text, f"?{parameters(query, without=name)}"))
    return active


def preferred_chips(preferred: tuple[Erkannt, ...], query: QueryDict) -> list[Chip]:
    """One for each preference that is not a filter already."""
    return [
        Chip(
            f"{ARTEN[erkannt.art]}: {erkannt.label}",
            f"?{parameters(query, ohne=erkannt.code)}",
            f"?{parameters(query, **{erkannt.art: erkannt.key})}"
            if erkannt.art in FILTER_NAMES
            else "",
        )
        for erkannt in preferred
        if query.get(erkannt.art) != erkannt.key
    ]


def parameters(query: QueryDict, without: str = "", ohne: str = "", **filters: str) -> str:
    """The query string without one parameter (and without the page number), with one more
    preference taken off, or with a filter."""
    kept = query.copy()
    for name in (without, "seite"):
        kept.pop(name, None)
    if ohne:
        kept.appendlist("ohne", ohne)
    for name, value in filters.items():
        kept[name] = value
    return kept.urlencode()
