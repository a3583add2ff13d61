"""Facts of made-up projects, with what a test does not care about filled in."""

from typing import Any

from suche.fakten.fakten import Betrag, Gebiet, Ort, Projektfakten


def ort(name: str, einwohner: int | None = None, typ: str = "Stadt", **more: Any) -> Ort:
    return Ort(name.lower(), name, typ, einwohner=einwohner, **more)


def projekt(pk: int, *orte: Ort | str, status: str = "betrieb", **more: Any) -> Projektfakten:
    """`einmalig` and `laufend` in euros, `themen` as (slug, slug of the one above)."""
    places = tuple(ort(o) if isinstance(o, str) else o for o in orte)
    for art in ("einmalig", "laufend"):
        if isinstance(more.get(art), int):
            more[art] = Betrag(more[art])
    gebiete = tuple(Gebiet(s, s.title(), o, o.title()) for s, o in more.pop("themen", ()))
    fields = {"original": pk, "titel": f"Projekt {pk}", "adresse": f"/{pk}/", **more}
    return Projektfakten(pk, status=status, orte=places, gebiete=gebiete, **fields)
