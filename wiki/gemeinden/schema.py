"""What the stages of the Gemeindeverzeichnis hand each other, and the official kinds. Pure."""

from dataclasses import dataclass

from wiki.fakten.codes import KommuneTyp

KREIS, VERBAND, GEMEINDE = "kreis", "verband", "gemeinde"
# Digits of the Regionalschlüssel: each level's key begins with that of the level above.
KEY_LENGTH = {KREIS: 5, VERBAND: 9, GEMEINDE: 12}


@dataclass(frozen=True)
class Art:
    """An official kind of municipality (Textkennzeichen), and what the wiki takes it for."""

    name: str
    typ: KommuneTyp
    ebene: str


ARTEN = {
    "41": Art("kreisfreie Stadt", KommuneTyp.KREISFREIE_STADT, KREIS),
    "42": Art("Stadtkreis", KommuneTyp.KREISFREIE_STADT, KREIS),
    "43": Art("Kreis", KommuneTyp.LANDKREIS, KREIS),
    "44": Art("Landkreis", KommuneTyp.LANDKREIS, KREIS),
    "45": Art("Regionalverband", KommuneTyp.LANDKREIS, KREIS),
    "51": Art("Amt", KommuneTyp.AMT, VERBAND),
    "52": Art("Samtgemeinde", KommuneTyp.SAMTGEMEINDE, VERBAND),
    "53": Art("Verbandsgemeinde", KommuneTyp.VERBANDSGEMEINDE, VERBAND),
    "54": Art("Verwaltungsgemeinschaft", KommuneTyp.VERWALTUNGSGEMEINSCHAFT, VERBAND),
    "55": Art("Kirchspielslandgemeinde", KommuneTyp.AMT, VERBAND),
    "56": Art("Verwaltungsverband", KommuneTyp.VERWALTUNGSGEMEINSCHAFT, VERBAND),
    "57": Art("Verwaltungsgemeinschaft", KommuneTyp.VERWALTUNGSGEMEINSCHAFT, VERBAND),
    "58": Art("erfüllende Gemeinde", KommuneTyp.VERWALTUNGSGEMEINSCHAFT, VERBAND),
    "60": Art("Markt", KommuneTyp.GEMEINDE, GEMEINDE),
    "61": Art("kreisfreie Stadt", KommuneTyp.KREISFREIE_STADT, GEMEINDE),
    "62": Art("Stadtkreis", KommuneTyp.KREISFREIE_STADT, GEMEINDE),
    "63": Art("Stadt", KommuneTyp.STADT, GEMEINDE),
    "64": Art("Gemeinde", KommuneTyp.GEMEINDE, GEMEINDE),
    "65": Art("gemeindefreier Bezirk", KommuneTyp.GEMEINDE, GEMEINDE),
    "66": Art("gemeindefreier Bezirk", KommuneTyp.GEMEINDE, GEMEINDE),
    "67": Art("Große Kreisstadt", KommuneTyp.STADT, GEMEINDE),
}


@dataclass(frozen=True)
class Eintrag:
    """One municipality, association or Kreis as the table keeps it.

    `schluessel` is the Regionalschlüssel with 5, 9 or 12 digits; `kreis` is how the district it
    lies in is called ("Landkreis Kusel", empty for a city that lies in none)."""

    schluessel: str
    ags: str
    name: str
    typ: str
    art: str
    land: str
    kreis: str
    einwohner: int | None
    lat: float | None
    lon: float | None
