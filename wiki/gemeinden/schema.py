"""What the stages of the Gemeindeverzeichnis hand each other, and the official kinds. Pure."""

from dataclasses import dataclass

from wiki.fakten.codes import KommuneTyp

KREIS, VERBAND, GEMEINDE = "kreis", "verband", "gemeinde"
# Digits of the Regionalschlüssel: each level's key begins with that of the level above.
KEY_LENGTH = {KREIS: 5, VERBAND: 9, GEMEINDE: 12}


@dataclass(frozen=True)
class AmtlicheArt:
    """An official kind of municipality (Textkennzeichen), and what the wiki takes it for."""

    name: str
    typ: KommuneTyp
    ebene: str


ARTEN = {
    "41": AmtlicheArt("kreisfreie Stadt", KommuneTyp.KREISFREIE_STADT, KREIS),
    "42": AmtlicheArt("Stadtkreis", KommuneTyp.KREISFREIE_STADT, KREIS),
    "43": AmtlicheArt("Kreis", KommuneTyp.LANDKREIS, KREIS),
    "44": AmtlicheArt("Landkreis", KommuneTyp.LANDKREIS, KREIS),
    "45": AmtlicheArt("Regionalverband", KommuneTyp.LANDKREIS, KREIS),
    "51": AmtlicheArt("Amt", KommuneTyp.AMT, VERBAND),
    "52": AmtlicheArt("Samtgemeinde", KommuneTyp.SAMTGEMEINDE, VERBAND),
    "53": AmtlicheArt("Verbandsgemeinde", KommuneTyp.VERBANDSGEMEINDE, VERBAND),
    "54": AmtlicheArt("Verwaltungsgemeinschaft", KommuneTyp.VERWALTUNGSGEMEINSCHAFT, VERBAND),
    "55": AmtlicheArt("Kirchspielslandgemeinde", KommuneTyp.AMT, VERBAND),
    "56": AmtlicheArt("Verwaltungsverband", KommuneTyp.VERWALTUNGSGEMEINSCHAFT, VERBAND),
    "57": AmtlicheArt("Verwaltungsgemeinschaft", KommuneTyp.VERWALTUNGSGEMEINSCHAFT, VERBAND),
    "58": AmtlicheArt("erfüllende Gemeinde", KommuneTyp.VERWALTUNGSGEMEINSCHAFT, VERBAND),
    "60": AmtlicheArt("Markt", KommuneTyp.GEMEINDE, GEMEINDE),
    "61": AmtlicheArt("kreisfreie Stadt", KommuneTyp.KREISFREIE_STADT, GEMEINDE),
    "62": AmtlicheArt("Stadtkreis", KommuneTyp.KREISFREIE_STADT, GEMEINDE),
    "63": AmtlicheArt("Stadt", KommuneTyp.STADT, GEMEINDE),
    "64": AmtlicheArt("Gemeinde", KommuneTyp.GEMEINDE, GEMEINDE),
    "65": AmtlicheArt("gemeindefreier Bezirk", KommuneTyp.GEMEINDE, GEMEINDE),
    "66": AmtlicheArt("gemeindefreier Bezirk", KommuneTyp.GEMEINDE, GEMEINDE),
    "67": AmtlicheArt("Große Kreisstadt", KommuneTyp.STADT, GEMEINDE),
}


@dataclass(frozen=True)
class Gemeindeeintrag:
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
