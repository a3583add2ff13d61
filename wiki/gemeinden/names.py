"""Names of municipalities as registers and people write them. Pure.

`Neustadt a.d.Waldnaab, St` and `Neustadt an der Waldnaab` have one key, `St. Wendel` and `Sankt
Wendel` as well; umlauts and ß count as ae, oe, ue and ss.
"""

import re

from wiki.fakten.codes import KommuneTyp
from wiki.german.letters import bare_words

OBERLAUSITZ = re.compile(r"\bo\.\s?l\.", re.I)
# Left out of keys: registers shorten them, and nothing is told apart by them.
JOINTS = frozenset("a am an b bei d dem den der i im in ob u v vor vorm".split())
SHORT_FORMS = {
    "st": "sankt",
    "bay": "bayern",
    "erzgeb": "erzgebirge",
    "hann": "hannoversch",
    "mfr": "mittelfranken",
    "nb": "niederbayern",
    "ofr": "oberfranken",
    "opf": "oberpfalz",
    "rh": "rhein",
    "rhld": "rheinland",
    "sa": "sachsen",
    "saechs": "saechsische",
    "schw": "schwaben",
    "thuer": "thueringen",
    "ufr": "unterfranken",
    "vogtl": "vogtland",
    "westf": "westfalen",
}
TAIL = re.compile(r"\s(?:[abiv]\.|(?:am|an|im|in|bei|vorm?|ob|auf|unter)\b).*")
IS_CALLED_KREIS = re.compile("kreis|region|verband", re.I)
# What is put before the bare name of an association or a district to say its kind.
PREFIX = {
    KommuneTyp.VERBANDSGEMEINDE: "VG",
    KommuneTyp.SAMTGEMEINDE: "Samtgemeinde",
    KommuneTyp.AMT: "Amt",
    KommuneTyp.VERWALTUNGSGEMEINSCHAFT: "Verwaltungsgemeinschaft",
}


def name_key(text: str) -> str:
    """`Bad Neustadt a.d.Saale` -> `bad neustadt saale`."""
    words = bare_words(OBERLAUSITZ.sub("oberlausitz", text))
    telling = [word for word in words if word not in JOINTS] or words
    return " ".join(SHORT_FORMS.get(word, word) for word in telling)


def name_keys(name: str) -> set[str]:
    """The keys by which a municipality is asked for: the whole name, and the name without what
    stands in brackets, behind a slash or behind "am": `Frankfurt am Main` and `Frankfurt (Oder)`
    are both called `Frankfurt`."""
    bare = re.sub(r"\(.*?\)", "", name)
    ways = {name, bare, bare.split("/")[0], TAIL.sub("", bare)}  # mostly one
    return {key for key in map(name_key, ways) if key}


def register_name(raw: str) -> str:
    """`Kiel, Landeshauptstadt` -> `Kiel`; `Effeltrich (VGem)` -> `Effeltrich`. An association that
    is called after several municipalities keeps all of them."""
    name = raw.replace("(VGem)", "").strip()
    if " und " not in name:
        name = name.split(",")[0]
    return " ".join(re.sub(r"\s*/\s*", "/", name).split())


def kreis_name(name: str, art: str) -> str:
    """(`Kusel`, `Landkreis`) -> `Landkreis Kusel`; `Rhein-Kreis Neuss` stays."""
    return name if IS_CALLED_KREIS.search(name) else f"{art} {name}"


def full_name(name: str, typ: str, art: str) -> str:
    """The name with its kind, where the bare name would be taken for that of a town."""
    if typ == KommuneTyp.LANDKREIS:
        return kreis_name(name, art)
    prefix = PREFIX.get(KommuneTyp(typ), "")
    return f"{prefix} {name}" if prefix and not re.match(r"VVG\b|GVV\b", name) else name
