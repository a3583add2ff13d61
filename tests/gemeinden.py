"""A small Gemeindeverzeichnis, as file and as entries."""

from wiki.gemeinden.file_reading import read_gemeinden
from wiki.gemeinden.schema import Gemeindeeintrag

HEADING = "ebene,ags,ars,name,textkennzeichen,land,kreis,einwohner,lat,lon"
RP, HE, BY = "Rheinland-Pfalz", "Hessen", "Bayern"
ROWS = [
    f"kreis,07336,07336,Kusel,44,{RP},,,,",
    f"verband,,073365011,Kusel-Altenglan,53,{RP},Kusel,,,",
    f'gemeinde,07336055,073365011055,"Kusel, Stadt",63,{RP},Kusel,5000,49.54,7.40',
    f"gemeinde,07336002,073365011002,Altenglan,64,{RP},Kusel,3000,49.55,7.46",
    f'kreis,07211,07211,"Trier, Stadt",41,{RP},,,,',
    f'gemeinde,07211000,072110000000,"Trier, Stadt",61,{RP},,111528,49.756,6.641',
    f"kreis,06534,06534,Marburg-Biedenkopf,44,{HE},,,,",
    f'gemeinde,06534016,065340016016,"Neustadt (Hessen), Stadt",63,{HE},MB,9600,50.85,9.11',
    f"kreis,09374,09374,Neustadt a.d.Waldnaab,44,{BY},,,,",
    f'gemeinde,09374139,093740139139,"Neustadt a.d.Waldnaab, St",63,{BY},NEW,5700,49.73,12.17',
    f"gemeinde,09374140,093740140140,St. Georgen,64,{BY},NEW,400,49.70,12.10",
    f'gemeinde,09374141,093740141141,"Bad Köß, M",60,{BY},NEW,800,49.71,12.11',
]


def gemeindedatei(*rows: str) -> bytes:
    return "\n".join([HEADING, *(rows or ROWS)]).encode()


def eintraege(*rows: str) -> dict[str, Gemeindeeintrag]:
    """By name; of one name the last one."""
    return {e.name: e for e in read_gemeinden(gemeindedatei(*rows)).eintraege}
