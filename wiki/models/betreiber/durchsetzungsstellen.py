"""The bodies that help when the operator does not answer a complaint about a barrier: one in each
Land (article 9 of Directive (EU) 2016/2102).

Only what the bodies, or the authority they belong to, say of themselves, read on 29 November 2026
in stored copies of the pages named here. Of the other Länder no such page was found, or two that
contradict each other (Hamburg: the Schlichtungsstelle says that it is for public websites, the
regulation names an Ombudsstelle; Mecklenburg-Vorpommern: only on pages of others; Niedersachsen:
only a regulation on its Schlichtungsstelle; Saarland: at the ministry, which a bill takes it from):
there the operator says it, and `check --deploy` asks.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Durchsetzungsstelle:
    """Its name, and the page where it says how to reach it."""

    name: str
    adresse: str


DURCHSETZUNGSSTELLEN = {
    "Baden-Württemberg": Durchsetzungsstelle(
        "Schlichtungsstelle beim Landeszentrum Barrierefreiheit",
        "https://barrierefreiheit-bw.de/barrierefreiheitdurchsetzen/schlichtungsantrag",
    ),
    "Bayern": Durchsetzungsstelle(
        "Durchsetzungs- und Überwachungsstelle beim Landesamt für Digitalisierung, Breitband und "
        "Vermessung",
        "https://www.finanzministerium.bayern/digitalisierung/barrierefreiheit/",
    ),
    "Berlin": Durchsetzungsstelle(
        "Landesbeauftragte für digitale Barrierefreiheit",
        "https://berlin.de/lb/digitale-barrierefreiheit/aufgaben/durchsetzungsverfahren/"
        "durchsetzungsverfahren-1305830.php",
    ),
    "Brandenburg": Durchsetzungsstelle(
        "Durchsetzungsstelle für digitale Barrierefreiheit bei der Landesbeauftragten für die "
        "Belange der Menschen mit Behinderungen",
        "https://msgiv.brandenburg.de/msgiv/de/beauftragte/landesbehindertenbeauftragte/"
        "durchsetzungsstelle",
    ),
    "Bremen": Durchsetzungsstelle(
        "Zentralstelle für barrierefreie Informationstechnik beim Landesbehindertenbeauftragten",
        "https://www.behindertenbeauftragter.bremen.de/detail.php?gsid=bremen55.c.28011.de",
    ),
    "Hessen": Durchsetzungsstelle(
        "Durchsetzungs- und Überwachungsstelle für barrierefreie Informationstechnik",
        "https://lbit.hessen.de/Durchsetzungs-und-Ueberwachungsstelle/"
        "Durchsetzungsverfahren-beantragen",
    ),
    "Nordrhein-Westfalen": Durchsetzungsstelle(
        "Ombudsstelle für barrierefreie Informationstechnik", "https://www.lbbp.nrw.de/ombudsstelle"
    ),
    "Rheinland-Pfalz": Durchsetzungsstelle(
        "Durchsetzungsstelle bei der Landesbeauftragten für die Belange von Menschen mit "
        "Behinderungen",
        "https://behindertenbeauftragte.rlp.de/landesbeauftragte/aufgaben-1",
    ),
    "Sachsen": Durchsetzungsstelle(
        "Durchsetzungsstelle beim Landesbeauftragten für Inklusion der Menschen mit Behinderungen",
        "https://www.durchsetzungsstelle.sachsen.de/"
        "beschwerden-an-die-durchsetzungsstelle-3980.html",
    ),
    "Sachsen-Anhalt": Durchsetzungsstelle(
        "Ombudsstelle bei der Landesfachstelle für Barrierefreiheit",
        "https://lf-barrierefreiheit-st.de/ueber-uns/ombudsstelle",
    ),
    "Schleswig-Holstein": Durchsetzungsstelle(
        "Beschwerdestelle für barrierefreie Informationstechnik",
        "https://www.landtag.ltsh.de/beauftragte/beschwerdestelle-fuer-barrieren/"
        "beschwerde-einreichen/",
    ),
    "Thüringen": Durchsetzungsstelle(
        "Landesdurchsetzungsstelle für digitale Barrierefreiheit beim Landesbeauftragten für "
        "Menschen mit Behinderungen",
        "https://tlmb-thueringen.de/themen/barrierefreiheit/landesdurchsetzungsstelle",
    ),
}
