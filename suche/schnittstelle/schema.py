"""What answers consist of. The descriptions stand in the OpenAPI document, for German readers."""

from ninja import Field, Schema


class Kommunenangabe(Schema):
    name: str
    ags: str | None = Field(description="Amtlicher Gemeindeschlüssel: 8 Ziffern, bei Kreisen 5.")
    land: str
    einwohner: int | None
    adresse: str = Field(description="Seite der Kommune im Wiki.")


class Passage(Schema):
    """Der Satz des Artikels oder einer seiner Anlagen, der zur Frage passt."""

    abschnitt: str
    text: str
    adresse: str = Field(description="Führt an diese Stelle des Artikels oder der Anlage.")


class Treffer(Schema):
    rang: int = Field(description="Platz in der ganzen Liste, ab 1.")
    id: int
    titel: str
    adresse: str
    kurzfassung: str
    kommunen: list[Kommunenangabe]
    status: str | None = Field(description="Bei Veranstaltungen leer.")
    stand: int | None = Field(description="Jahr, aus dem die Angabe zum Status ist.")
    stufe: str = Field(description="Wie gut die Seite passt: gut, verwandt, schwach.")
    grund: str = Field(description="Warum die Seite genannt wird, als Satz.")
    passage: Passage | None


class Ueberblicksangabe(Schema):
    """Was über die Projekte gesagt werden kann, die genau passen."""

    saetze: list[str]
    projekte: int
    kommunen: int


class Fremdtreffer(Schema):
    """Ein öffentliches Projekt aus einem anderen Wiki; mehr steht nur dort."""

    wiki: str = Field(description="Name des anderen Wikis.")
    titel: str
    adresse: str = Field(description="Das Projekt im anderen Wiki.")
    kurzfassung: str
    kommunen: list[str]
    laender: list[str]
    status: str | None
    stand: int | None
    stufe: str
    grund: str
    passage: str | None


class Suchantwort(Schema):
    frage: str = Field(description="Die Frage, die beantwortet wurde.")
    statt: str | None = Field(
        description="Was eingegeben war, falls ein Tippfehler berichtigt wurde."
    )
    vorschlag: str | None = Field(description="Eine berichtigte Frage, die gemeint sein kann.")
    anzahl: int
    ueberblick: Ueberblicksangabe | None
    hinweise: list[str]
    treffer: list[Treffer]
    andere_wikis: list[Fremdtreffer] = Field(
        description="Die ersten passenden Projekte anderer Wikis, wenn der Betreiber welche nennt."
    )
    weiter: str | None = Field(description="Cursor der nächsten Seite; leer am Ende.")


class Angabe(Schema):
    name: str
    text: str


class Abschnitt(Schema):
    ueberschrift: str
    text: str


class Quelle(Schema):
    titel: str
    nachweis: str
    adresse: str | None


class Projektkopf(Schema):
    id: int
    titel: str
    adresse: str
    kurzfassung: str
    kommunen: list[Kommunenangabe]
    status: str
    stand: int | None


class Projekt(Projektkopf):
    themen: list[str]
    produkte: list[str]
    kosten_einmalig: int | None = Field(description="Euro.")
    kosten_laufend: int | None = Field(description="Euro im Jahr.")
    angaben: list[Angabe] = Field(description="Der Steckbrief, wie er auf der Seite steht.")
    abschnitte: list[Abschnitt]
    quellen: list[Quelle]
    nicht_bekannt: list[str]


class Projektliste(Schema):
    projekte: list[Projektkopf]


class Projektseiten(Projektliste):
    """Ein Teil aller Projekte, nach ihrer Nummer."""

    anzahl: int
    weiter: str | None = Field(description="Cursor des nächsten Teils; leer am Ende.")


class Austauschprojekt(Projektkopf):
    """Was ein anderes Wiki von einem Projekt zeigt, ohne Ansprechpersonen."""

    kennung: str = Field(description="Bleibende Adresse des Projekts.")
    themen: list[str]
    abschnitte: list[Abschnitt]


class Austauschliste(Schema):
    anzahl: int
    projekte: list[Austauschprojekt]
    weiter: str | None = Field(description="Cursor des nächsten Teils; leer am Ende.")


class Seitentext(Schema):
    id: int
    titel: str
    adresse: str
    markdown: str = Field(description="Die ganze Seite als Markdown.")


class KommuneMitZahl(Kommunenangabe):
    projekte: int = Field(description="Projekte, die der Aufrufer lesen darf.")


class Kommunenliste(Schema):
    anzahl: int
    kommunen: list[KommuneMitZahl]
    weiter: str | None


class Themenangabe(Schema):
    name: str
    kuerzel: str = Field(description="Wert des Filters „thema“.")
    oberthema: str | None
    projekte: int
    adresse: str


class Themenliste(Schema):
    themen: list[Themenangabe]


class Projektverweis(Schema):
    titel: str
    adresse: str
    status: str
    stufe: str


class Ansprechstelle(Schema):
    stelle: str | None
    kommunen: list[str]
    postfach: str | None
    telefon: str | None
    projekte: list[Projektverweis] = Field(description="Warum gerade diese Stelle.")


class Ansprechstellenliste(Schema):
    frage: str
    stellen: list[Ansprechstelle]


class Skizze(Schema):
    text: str = Field(description="Die Projektskizze als Text. Sie wird nicht aufbewahrt.")


class Vergleich(Schema):
    treffer: Treffer
    gleich: list[str]
    anders: list[str]


class Pruefung(Schema):
    gelesen: str = Field(description="Was von der Skizze verglichen wurde.")
    aehnliche: list[Vergleich]
    weitere: int = Field(description="Ähnliche Projekte, die nicht aufgeführt sind.")
    stolpersteine: list[str]
    stellen: list[Ansprechstelle]


class Fehler(Schema):
    """problem+json nach RFC 9457."""

    type: str
    title: str
    status: int
    detail: str | None = None
