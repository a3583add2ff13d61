"""FELDER: the fields of a Projektseite, in the order of the columns of a list. Pure.

A new field is a field of the model (with its migration) and a row here.
"""

from collections.abc import Mapping
from typing import Any

from .schema import Art, Feld, Gruppe, Indexangabe, Mangel


def _feld(name: str, label: str, art: Art, gruppe: Gruppe, synonyme: str = "", **more: Any) -> Feld:
    """`synonyme`: other headings, separated by bars."""
    return Feld(name, label, art, gruppe, tuple(filter(None, synonyme.split("|"))), **more)


_KOPF = (
    _feld(
        "titel",
        "Titel",
        Art.TITEL,
        Gruppe.LEAD,
        "projekt|projektname|projekttitel|name|name des projekts|bezeichnung|vorhaben|massnahme|"
        "name des vorhabens|name der massnahme|massnahmentitel|projektbezeichnung|"
        "titel des projekts|titel des vorhabens|titel der massnahme|betreff|beratungsgegenstand|"
        "gegenstand der foerderung|foerdergegenstand|zuwendungszweck|verwendungszweck|"
        "massnahmenbezeichnung|vorhabenbezeichnung|kurztitel|langtitel|"
        "title|project|project name|thema des projekts|ueberschrift|kurzbezeichnung|bauvorhaben",
        pflicht=True,
        hilfe="Was ist es, und wo? Zum Beispiel: Kita-Anmeldung online in Musterstadt.",
        mangel=Mangel("Der Titel fehlt: Was ist es, und wo?", 8),
    ),
    _feld(
        "slug",
        "Kürzel",
        Art.KUERZEL,
        Gruppe.LEAD,
        "slug|id|kuerzel in der adresse|schluessel|projekt id|projektnummer",
    ),
    _feld(
        "kurzfassung",
        "Kurzfassung",
        Art.TEXT,
        Gruppe.LEAD,
        "kurzbeschreibung|beschreibung|zusammenfassung|abstract|summary|description|teaser|inhalt|"
        "worum geht es|kurze beschreibung|excerpt|kurze projektbeschreibung|projektinhalt|"
        "projektkurzbeschreibung|kurzbeschr|beschr",
        pflicht=True,
        hilfe="Wer macht was für wen? Ein bis zwei Sätze, höchstens 300 Zeichen. Zum Beispiel: "
        "Eltern in Musterstadt melden ihr Kind online in einer von 20 Kitas an; die Zusage kommt "
        "per E-Mail.",
        mangel=Mangel("Die Kurzfassung fehlt: Wer macht was für wen?", 8),
    ),
    _feld(
        "kommunen",
        "Kommunen",
        Art.KOMMUNEN,
        Gruppe.KOPF,
        "kommune|gemeinde|stadt|ort|verwaltung|gebietskoerperschaft|traeger|projekttraeger|"
        "municipality|city|kommune n|ags|gemeindeschluessel|amtlicher gemeindeschluessel|"
        "regionalschluessel|name der kommune|antragsteller|stadt gemeinde|gemeinde stadt|"
        "gemeindekennziffer|zuwendungsempfaenger|gemeinden|staedte|kommune landkreis|vg|"
        "verbandsgemeinde|samtgemeinde|ortsgemeinde|beteiligte kommunen|name des beguenstigten|"
        "beguenstigte|beguenstigter|foerdernehmende|standort|name der gebietskoerperschaft|"
        "antragstellende kommune|durchfuehrende kommune|modellkommune|projektkommune",
        pflicht=True,
        hilfe="Wer das Projekt gemacht hat.",
        fakt="Kommunen",
        mangel=Mangel("Bitte die Kommune auswählen.", 6),
    ),
    _feld(
        "themen",
        "Themen",
        Art.THEMEN,
        Gruppe.KOPF,
        "thema|kategorie|kategorien|themenfeld|handlungsfeld|bereich|topic|topics|category|"
        "themenbereich|schlagwort|schwerpunkt|themengebiet|sachgebiet|rubrik|themenschwerpunkt|"
        "oberthema|smart city handlungsfeld",
        pflicht=True,
        hilfe="Ein bis drei genügen.",
        neben=True,
        fakt="Themen",
        index=Indexangabe(1, "Themen"),
        mangel=Mangel("Bitte mindestens ein Thema auswählen.", 5),
    ),
    _feld(
        "suchwoerter",
        "Suchwörter",
        Art.ZEILEN,
        Gruppe.KOPF,
        "suchwort|suchbegriff|suchbegriffe|stichwort|stichwoerter|keyword|keywords|auch genannt",
        hilfe="Wie würden andere es nennen, die danach suchen? Je Zeile ein Wort oder eine kurze "
        "Wendung, zum Beispiel: Abholstation für Ausweise.",
        index=Indexangabe(0, "Suchwörter"),
    ),
    _feld(
        "status",
        "Status",
        Art.STATUS,
        Gruppe.KOPF,
        "stand|sachstand|projektstand|projektstatus|umsetzungsstand|phase|state|"
        "stand der umsetzung|status der umsetzung|projektphase|realisierungsstand|"
        "bearbeitungsstand|wie ist der aktuelle stand|wie weit ist das projekt|aktueller stand|"
        "bearbeitungsstatus|umsetzungsstatus",
        pflicht=True,
        hilfe="Wie weit ist es heute? Auch Abgebrochenes hilft anderen.",
        fakt="Status",
        index=Indexangabe(2, "Status"),
        mangel=Mangel("Der Status fehlt: Wie weit ist das Projekt?", 5),
    ),
    _feld(
        "status_jahr",
        "Stand (Jahr)",
        Art.JAHR,
        Gruppe.KOPF,
        "jahr|stand jahr|status jahr|jahr des standes|year",
        hilfe="Das Jahr, in dem das galt, zum Beispiel 2026.",
        neben=True,
        fakt="Status",
        mangel=Mangel(
            "Aus welchem Jahr ist der Stand? Ohne Jahr veraltet er still.", 3, ("geprueft_am",)
        ),
    ),
    _feld(
        "laufzeit",
        "Laufzeit",
        Art.ZEITRAUM,
        Gruppe.KOPF,
        "zeitraum|projektlaufzeit|dauer|period|duration|zeitschiene|zeitplan|laufzeit von bis|"
        "zeitraum von bis|von bis|zeithorizont|umsetzungszeitraum|bewilligungszeitraum|"
        "durchfuehrungszeitraum|foerderzeitraum",
        fakt="Laufzeit",
    ),
    _feld(
        "laufzeit_von",
        "Laufzeit von",
        Art.JAHR,
        Gruppe.KOPF,
        "beginn|start|projektbeginn|von|startjahr|laufzeit von jahr|start year|begin|projektstart|"
        "datum des beginns|startdatum|baubeginn|datum start|umsetzung von|projektstart monat jahr",
    ),
    _feld(
        "laufzeit_bis",
        "Laufzeit bis",
        Art.JAHR,
        Gruppe.KOPF,
        "ende|projektende|bis|endjahr|laufzeit bis jahr|end year|end|abschluss|fertigstellung|"
        "datum des endes|enddatum|umsetzung bis|fertigstellung geplant|projektende monat jahr",
        neben=True,
    ),
)

_KOSTEN = (
    _feld(
        "kosten_einmalig",
        "Kosten einmalig (EUR)",
        Art.BETRAG,
        Gruppe.KOSTEN,
        "kosten|kosten einmalig|einmalige kosten|projektkosten|gesamtkosten|budget|investition|"
        "investitionskosten|kosten in euro|kosten eur|costs|cost|anschaffungskosten|kostenpunkt|"
        "kosten euro|kostenpunkt euros|geschaetzte kosten|kostenschaetzung|projektvolumen|"
        "mittelbedarf|finanzbedarf|kostenrahmen|gesamtausgaben|foerderfaehige kosten|"
        "gesamtbetrag der foerderfaehigen ausgaben|finanzielle auswirkungen|auftragssumme|"
        "zuwendungsfaehige kosten|zuwendungsfaehige ausgaben|zuwendungsfaehige gesamtkosten|"
        "was hat es gekostet|wie hoch sind die kosten|wie hoch waren die kosten|"
        "hoehe der kosten|invest|gesamtinvestition|investitionssumme|anschaffung|einmalkosten|"
        "auftragswert|projektsumme|gesamtprojektkosten",
        hilfe="Zum Beispiel 12.000 € oder 1,5 Mio. €. Was keine genaue Zahl ist („ca. 12 T€“), "
        "kommt von selbst in die Anmerkung.",
        fakt="Kosten einmalig",
        mangel=Mangel(
            "Kosten unbekannt – auch eine Spanne hilft.",
            9,
            ("kosten_einmalig_hinweis", "kosten_laufend", "kosten_laufend_hinweis"),
        ),
    ),
    _feld(
        "kosten_einmalig_hinweis",
        "Anmerkung zu einmaligen Kosten",
        Art.ANMERKUNG,
        Gruppe.KOSTEN,
        "anmerkung kosten|kosten anmerkung|kostenhinweis|hinweis kosten",
        hilfe="Auch eine Spanne hilft: „10.000 bis 15.000 €, ohne eigenes Personal“.",
        neben=True,
        fakt="Kosten einmalig",
        index=Indexangabe(7, "Kosten"),
    ),
    _feld(
        "kosten_laufend",
        "Kosten laufend pro Jahr (EUR)",
        Art.BETRAG,
        Gruppe.KOSTEN,
        "laufende kosten|kosten laufend|jaehrliche kosten|betriebskosten|kosten pro jahr|"
        "folgekosten|running costs|kosten jaehrlich|laufende kosten pro jahr|unterhaltskosten",
        hilfe="Je Jahr, zum Beispiel 4.500 €.",
        fakt="Kosten laufend",
        zusatz="im Jahr",
    ),
    _feld(
        "kosten_laufend_hinweis",
        "Anmerkung zu laufenden Kosten",
        Art.ANMERKUNG,
        Gruppe.KOSTEN,
        "anmerkung laufende kosten|hinweis laufende kosten",
        hilfe="Zum Beispiel: Lizenz und Wartung.",
        neben=True,
        fakt="Kosten laufend",
        index=Indexangabe(7, "Kosten"),
    ),
    _feld(
        "personalaufwand",
        "Personalaufwand",
        Art.TEXT,
        Gruppe.KOSTEN,
        "personal|aufwand|stellen|personalbedarf|staff|personaleinsatz|vzae|stellenanteil|"
        "stellenanteile",
        hilfe="Zum Beispiel: eine halbe Stelle für sechs Monate.",
        fakt="Personalaufwand",
        index=Indexangabe(9, "Personalaufwand"),
        mangel=Mangel("Wie viel Arbeit war es? Eine Schätzung genügt.", 4),
    ),
    _feld(
        "foerderung",
        "Förderung",
        Art.TEXT,
        Gruppe.KOSTEN,
        "foerderprogramm|foerdermittel|foerdermittelgeber|foerdergeber|foerdersumme|foerderhoehe|"
        "foerderung programm|bewilligung|bewilligte mittel|zuwendung|funding|finanzierung|"
        "bewilligte zuwendung|hoehe der zuwendung|zuwendungsbetrag|bewilligte foerderung|"
        "bewilligungssumme|zuwendungshoehe|foerderbetrag|foerderquote|zuschuss|"
        "foerdergeber programm",
        hilfe="Programm, Geber, Anteil. Zum Beispiel: LEADER, 65 Prozent.",
        fakt="Förderung",
        index=Indexangabe(8, "Förderung"),
    ),
)

_NACHNUTZUNG = (
    _feld(
        "uebertragbarkeit",
        "Übertragbarkeit",
        Art.TEXT,
        Gruppe.NACHNUTZUNG,
        "uebertragung|transfer|nachnutzbarkeit|uebertragbarkeit auf andere kommunen|nachnutzbar|"
        "nachnutzungsmoeglichkeit",
        hilfe="Was muss eine andere Kommune mitbringen? Was hängt an Ihrer Größe, Ihrer Technik, "
        "Ihrem Land?",
        fakt="Übertragbarkeit",
        kapitel=True,
        index=Indexangabe(12, "Übertragbarkeit"),
        mangel=Mangel("Was muss eine andere Kommune mitbringen?", 6),
    ),
    _feld(
        "nachnutzungswege",
        "Wege zur Nachnutzung",
        Art.WEGE,
        Gruppe.NACHNUTZUNG,
        "nachnutzungswege|nachnutzungsweg",
        hilfe="Wie kommt eine andere Kommune an die Lösung?",
        fakt="Wege zur Nachnutzung",
        index=Indexangabe(10, "Nachnutzung"),
        mangel=Mangel("Wie kommt eine andere Kommune an die Lösung?", 3),
    ),
    _feld(
        "nachnutzungen",
        "Nachgenutzt von",
        Art.NACHNUTZUNGEN,
        Gruppe.NACHNUTZUNG,
        "nachnutzung|nachnutzer|nachnutzende kommunen|reused by",
        vergleich=True,
        index=Indexangabe(11, "Nachgenutzt von"),
    ),
)

_TECHNIK = (
    _feld(
        "produkte",
        "Technik und Produkte",
        Art.PRODUKTE,
        Gruppe.TECHNIK,
        "produkt|produkte|technik|technologie|software|produkt technik|products|technology|loesung "
        "produkt|eingesetzte technik|eingesetzte software|anwendung|eingesetzte technologie|"
        "produktname",
        hilfe="Namen der Programme und Geräte, zum Beispiel: Little Bird, LoRaWAN.",
        fakt="Technik und Produkte",
        index=Indexangabe(3, "Technik und Produkte"),
    ),
    _feld(
        "partner",
        "Partner",
        Art.ZEILEN,
        Gruppe.TECHNIK,
        "projektpartner|kooperationspartner|partners|dienstleister|beteiligte|anbieter|"
        "umsetzungspartner|auftragnehmer|beteiligte akteure|akteure|projektpartner innen|"
        "dienstleister hersteller",
        hilfe="Eine Angabe je Zeile, zum Beispiel: Kreisverwaltung.",
        fakt="Partner",
        index=Indexangabe(4, "Partner"),
    ),
    _feld(
        "zielgruppen",
        "Zielgruppen",
        Art.ZEILEN,
        Gruppe.TECHNIK,
        "zielgruppe|target group|target groups|nutzende|adressaten|nutzergruppe|nutzergruppen",
        hilfe="Eine Angabe je Zeile, zum Beispiel: Eltern.",
        fakt="Zielgruppen",
        index=Indexangabe(5, "Zielgruppen"),
    ),
    _feld(
        "ozg_leistung",
        "OZG-Leistung",
        Art.TEXT,
        Gruppe.TECHNIK,
        "ozg|leistung|ozg id",
        hilfe="Nur wenn es eine gibt, zum Beispiel: Bauantrag.",
        fakt="OZG-Leistung",
        index=Indexangabe(6, "OZG-Leistung"),
    ),
    _feld(
        "leistungsschluessel",
        "Leistungsschlüssel",
        Art.ZEILEN,
        Gruppe.TECHNIK,
        "leika|leika schluessel|leika id|leika nr|leika nummer|leika kennung|fim schluessel|fim id|"
        "leistungsschluessel leika|leistungskennung|leistungsnummer|fim leistungsschluessel",
        hilfe="Schlüssel der Verwaltungsleistung im Leistungskatalog (LeiKa, FIM): 14 Ziffern, "
        "je Zeile einer.",
        fakt="Leistungsschlüssel",
    ),
)

_KONTAKT = (
    _feld(
        "kontakt_stelle",
        "Kontakt: Stelle",
        Art.TEXT,
        Gruppe.KONTAKT,
        "stelle|zustaendige stelle|ansprechstelle|kontakt|amt|organisationseinheit|fachbereich|"
        "abteilung|contact|kontakt name|kontakt stelle|kontakt amt|ansprechpartner|ansprechperson|"
        "federfuehrung|zustaendigkeit|zustaendig|verantwortlich|verantwortlichkeit|projektleitung|"
        "federfuehrendes amt|federfuehrende stelle|zustaendiges amt|verwaltungseinheit|"
        "projektverantwortung|projektverantwortlich|projektverantwortliche",
        hilfe="Amt oder Abteilung, kein Personenname.",
        fakt="Kontakt",
        mangel=Mangel(
            "Kontakt fehlt – eine Stelle oder ein Postfach genügt.",
            7,
            ("kontakt_postfach", "kontakt_telefon"),
        ),
    ),
    _feld(
        "kontakt_postfach",
        "Kontakt: Funktionspostfach",
        Art.POSTFACH,
        Gruppe.KONTAKT,
        "funktionspostfach|postfach|email|e mail|mail|e mail adresse|emailadresse|mailadresse|"
        "kontakt mail|kontakt e mail|kontakt email|kontakt postfach",
        hilfe="Ein Postfach, das jemand vertritt, zum Beispiel: digitales@musterstadt.example. "
        "Dorthin gehen auch Rückfragen und Erinnerungen.",
        fakt="Kontakt",
    ),
    _feld(
        "kontakt_telefon",
        "Kontakt: Telefon",
        Art.TELEFON,
        Gruppe.KONTAKT,
        "telefon|telefonnummer|telefon nr|tel nr|durchwahl|tel|phone|rufnummer|kontakt telefon|"
        "kontakt tel|kontakt rufnummer",
        hilfe="Am besten die Zentrale oder das Amt.",
        neben=True,
        fakt="Kontakt",
    ),
)

_AKTUALITAET = (
    _feld(
        "faktenlage",
        "Hinweis zur Faktenlage",
        Art.TEXT,
        Gruppe.AKTUALITAET,
        "faktenlage|datenlage",
        hilfe="Was unsicher oder nur teilweise belegt ist.",
        fakt="Hinweis zur Faktenlage",
    ),
    _feld(
        "geprueft_am",
        "Geprüft am",
        Art.DATUM,
        Gruppe.AKTUALITAET,
        "geprueft|letzte pruefung|aktualisiert am|stand vom|letzte aktualisierung|stand der daten|"
        "datenstand",
        hilfe="Wann haben Sie die Angaben zuletzt durchgesehen?",
        fakt="Geprüft am",
    ),
    _feld(
        "gueltig_bis",
        "Gültig bis",
        Art.DATUM,
        Gruppe.AKTUALITAET,
        "ablaufdatum|wiedervorlage|valid until|gueltig",
        hilfe="Wann sollen wir nachfragen? Üblich ist ein Jahr.",
        neben=True,
        fakt="Gültig bis",
        mangel=Mangel("Bis wann gelten die Angaben? Wir erinnern dann daran.", 2),
    ),
)

_ARTIKEL = (
    _feld(
        "text",
        "Ausführliche Beschreibung",
        Art.ABSCHNITT,
        Gruppe.ARTIKEL,
        "text|artikel|artikeltext|fliesstext|langtext|langbeschreibung|projektbeschreibung|"
        "massnahmenbeschreibung|volltext|body|content",
    ),
    _feld(
        "ausgangslage",
        "Ausgangslage",
        Art.ABSCHNITT,
        Gruppe.ARTIKEL,
        "problem|anlass|hintergrund|ausgangssituation",
        mangel=Mangel("Die Ausgangslage fehlt: Was war das Problem?", 6, ("text",)),
    ),
    _feld(
        "loesung",
        "Lösung",
        Art.ABSCHNITT,
        Gruppe.ARTIKEL,
        "loesungsbeschreibung|solution|umgesetzte loesung",
        mangel=Mangel("Die Lösung fehlt: Was gibt es jetzt?", 7, ("text",)),
    ),
    _feld(
        "vorgehen",
        "Vorgehen",
        Art.ABSCHNITT,
        Gruppe.ARTIKEL,
        "vorgehensweise|umsetzung|implementierung|approach",
        mangel=Mangel("Das Vorgehen fehlt: Wer hat wann was getan?", 4, ("text",)),
    ),
    _feld(
        "ergebnis",
        "Ergebnis und Wirkung",
        Art.ABSCHNITT,
        Gruppe.ARTIKEL,
        "ergebnis|ergebnisse|wirkung|nutzen|mehrwert|result|results|erfolg|wirkungen|"
        "mehrwert fuer buerger",
        vergleich=True,
        mangel=Mangel("Das Ergebnis fehlt: Was ist besser geworden?", 4),
    ),
    _feld(
        "stolpersteine",
        "Stolpersteine",
        Art.ABSCHNITT,
        Gruppe.ARTIKEL,
        "herausforderungen|probleme|huerden|risiken|hemmnisse|risiken und hemmnisse",
        vergleich=True,
        mangel=Mangel("Stolpersteine fehlen – danach wird am meisten gefragt.", 5),
    ),
    _feld(
        "anders_machen",
        "Was die Kommune heute anders machen würde",
        Art.ABSCHNITT,
        Gruppe.ARTIKEL,
        "was wir heute anders machen wuerden|anders machen|lessons learned|erkenntnisse|lehren|"
        "empfehlungen|empfehlungen fuer andere kommunen|tipps|was wuerden sie anders machen|"
        "was wuerden sie heute anders machen",
        vergleich=True,
        mangel=Mangel("Was würden Sie heute anders machen? Ein Satz hilft schon.", 3),
    ),
    _feld(
        "frei",
        "Weitere Abschnitte",
        Art.FREI,
        Gruppe.ARTIKEL,
        "weiteres|sonstiges|bemerkungen|bemerkung|anmerkungen",
    ),
    _feld("einschaetzung", "Einschätzung der Redaktion", Art.EINSCHAETZUNG, Gruppe.ARTIKEL),
    _feld(
        "quellen",
        "Quellen",
        Art.QUELLEN,
        Gruppe.ARTIKEL,
        "quelle|link|links|url|webseite|website|internet|source|sources|homepage|internetseite|"
        "internetadresse|weblink|projektwebsite|projekt website|url der projektseite",
        hilfe="Beschluss, Pressebericht, eigene Erfahrung: Woher stammen die Angaben?",
        mangel=Mangel("Woher stammen die Angaben? Eine Quelle genügt.", 3),
    ),
)

FELDER = (*_KOPF, *_KOSTEN, *_NACHNUTZUNG, *_TECHNIK, *_KONTAKT, *_AKTUALITAET, *_ARTIKEL)
BY_NAME: Mapping[str, Feld] = {feld.name: feld for feld in FELDER}


def names_of(*arten: Art) -> tuple[str, ...]:
    """The names of the fields of these kinds, in the order of the table."""
    return tuple(feld.name for feld in FELDER if feld.art in arten)


SECTIONS = names_of(Art.ABSCHNITT)
# Sections of their own kind: without a heading, with a day, a reader's question with its answer.
FLIESSTEXT, EINSCHAETZUNG, FRAGE = "text", "einschaetzung", "frage"
REQUIRED = tuple(feld.name for feld in FELDER if feld.pflicht)
