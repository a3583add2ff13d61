"""Facts of made-up projects, with what a test does not care about filled in."""

from typing import Any

from wiki.fakten.facts import Gebiet, Ort, Projektfakten


def ort(
    name: str, einwohner: int | None = None, typ: str = "Stadt", kreis: str = "", **more: Any
) -> Ort:
    """`kreis` is the slug of the district."""
    district = ort(kreis, typ="Landkreis") if kreis else None
    return Ort(name.lower(), name, typ, einwohner=einwohner, kreis=district, **more)


def projekt(pk: int, *orte: Ort | str, status: str = "betrieb", **more: Any) -> Projektfakten:
    """`themen` as pairs of a slug and the slug of the Oberthema."""
    places = tuple(ort(o) if isinstance(o, str) else o for o in orte)
    themen = tuple(
        Gebiet(slug, slug.title(), Gebiet(above, above.title()) if above else None)
        for slug, above in more.pop("themen", ())
    )
    fields = {"titel": f"Projekt {pk}", "adresse": f"/{pk}/", **more}
    return Projektfakten(pk, status=status, kommunen=places, themen=themen, **fields)
