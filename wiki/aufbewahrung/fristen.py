"""The table of all records that say something of a person. A test compares it with the tables of
the database, the cookies that the code sets and the page on privacy."""

from .schema import Cookie, Frist

BESUCH, SCHREIBEND = "Besucherinnen und Besucher", "Personen mit Konto"

SUCHFRAGEN = Frist(
    "Fragen ohne gute Antwort",
    "Wortlaut bis 300 Zeichen ohne erkannte Namen, Adressen und Nummern; der Tag",
    "sehen, was im Wiki fehlt",
    "{tage}",
    90,
    ("luecken.Offenefrage", "luecken.Luecke"),
    BESUCH,
)
ABO_UNBESTAETIGT = Frist(
    "Benachrichtigungen und Planungen, nicht bestätigt",
    "Postfach und was eingetragen wurde",
    "um Bestätigung bitten",
    "{tage}",
    7,
    ("abo.Abonnement", "abo.Planung"),
    BESUCH,
)
ABO = Frist(
    "Benachrichtigungen",
    "Postfach; Frage mit Filtern, Thema, Kommune oder Projekt; was gemeldet ist",
    "melden, was es Neues gibt",
    "bis zum Abmelden",
    0,
    ("abo.Abonnement",),
    BESUCH,
)
PLANUNG = Frist(
    "„Wir planen das auch“",
    "Kommune, Stelle, Postfach und Bemerkung, öffentlich",
    "Kommunen mit demselben Vorhaben zusammenbringen",
    "{tage}, länger nur nach Bestätigung; oder bis zum Abmelden",
    365,
    ("abo.Planung",),
    BESUCH,
)
NETZWERK_POSTFACH = Frist(
    "Fragen ans Netzwerk: Postfach",
    "Postfach",
    "den Verweis auf die Antwort schicken",
    "{tage} nach der Frage, wenn sie erledigt ist; oder bis zum Abmelden",
    180,
    ("suche.Netzwerkfrage", "abo.Netzwerkantwort"),
    BESUCH,
)
NETZWERKFRAGE = Frist(
    "Fragen ans Netzwerk",
    "Frage, Bemerkung, Kommune",
    "die Frage beantworten",
    "{tage}, wenn sie erledigt ist",
    730,
    ("suche.Netzwerkfrage", "abo.Netzwerkantwort"),
    BESUCH,
)
RUECKMELDUNG_ADRESSE = Frist(
    "Rückmeldungen: Adresse",
    "E-Mail-Adresse",
    "antworten",
    "{tage}, wenn sie erledigt ist",
    90,
    ("wiki.Rueckmeldung",),
    BESUCH,
)
RUECKMELDUNG = Frist(
    "Rückmeldungen",
    "Text und Antwort",
    "Artikel verbessern",
    "{tage}, wenn sie erledigt ist; im Artikel gezeigte Fragen, bis die Redaktion sie herausnimmt",
    730,
    ("wiki.Rueckmeldung",),
    BESUCH,
)
KONTO = Frist(
    "Konten",
    "Name, Anmeldename, E-Mail-Adresse, Rollen, Kommune, zweiter Faktor, Einstellungen",
    "anmelden",
    "bis die Leitung das Konto löscht",
    0,
    (
        "auth.User",
        "wiki.Mitarbeit",
        "account.EmailAddress",
        "account.EmailConfirmation",
        "mfa.Authenticator",
        "socialaccount.SocialAccount",
        "socialaccount.SocialToken",
        "wagtailusers.UserProfile",
        "wagtailcore.APIToken",
        "wagtailadmin.FormState",
        "wagtailadmin.EditingSession",
        "wagtailcore.PageSubscription",
    ),
    SCHREIBEND,
)
SITZUNG = Frist(
    "Sitzungen",
    "Konto, Beginn, letzter Aufruf, Internetadresse, Kennung des Browsers",
    "angemeldet bleiben, andere Geräte abmelden",
    "{tage}, oder bis zum Abmelden",
    30,
    ("sessions.Session", "usersessions.UserSession"),
    SCHREIBEND,
)
AUFTRAEGE = Frist(
    "Erledigte Aufträge des Wikis",
    "Nummern von Einträgen, Seiten und Konten; ein früheres Postfach, bis ihm dessen Änderung "
    "gemeldet ist, und E-Mails der Redaktion, bis sie verschickt sind (höchstens einen Tag)",
    "Störungen finden",
    "{tage}",
    30,
    (
        "procrastinate.ProcrastinateJob",
        "procrastinate.ProcrastinateEvent",
        "procrastinate.ProcrastinatePeriodicDefer",
    ),
    SCHREIBEND,
)
CMS_PROTOKOLL = Frist(
    "Protokoll der Redaktion",
    "wer welche Seite und welches Konto wann geändert hat",
    "Änderungen nachvollziehen",
    "{tage}",
    1095,
    ("wagtailcore.PageLogEntry", "wagtailcore.ModelLogEntry"),
    SCHREIBEND,
)
SEITEN = Frist(
    "Seiten, Versionen, Dateien, Kommentare und Freigaben",
    "wer sie angelegt, geändert, hochgeladen, kommentiert oder freigegeben hat; Kontakte",
    "Artikel zeigen und zurückholen können",
    "solange es die Seite oder Datei gibt; Angaben zu einer Person auf Antrag früher",
    0,
    (
        "wagtailcore.Page",
        "wiki.Projektseite",
        "wiki.Veranstaltung",
        "wiki.Startseite",
        "wiki.Projektverzeichnis",
        "wiki.Kommunenverzeichnis",
        "wiki.Themenverzeichnis",
        "wiki.Veranstaltungsverzeichnis",
        "wiki.Textseite",
        "wiki.Papierkorb",
        "wagtailcore.Revision",
        "wagtailcore.Comment",
        "wagtailcore.CommentReply",
        "wagtailcore.WorkflowState",
        "wagtailcore.TaskState",
        "wagtaildocs.Document",
        "wiki.Bild",
        "wagtailimages.Image",
        "wagtailcore.UploadedFile",
        "wiki.Sammelaenderung",
    ),
    SCHREIBEND,
)
PAPIERKORB = Frist(
    "Papierkorb",
    "gelöschte Seiten und wer sie gelöscht hat",
    "Versehen rückgängig machen",
    "{tage}",
    30,
    ("wiki.Papierkorbeintrag",),
    SCHREIBEND,
)
IMPORT = Frist(
    "Importe",
    "wer importiert hat, und der Bericht",
    "Importe zurücknehmen",
    "{tage}; die Datei spätestens beim nächsten Hochladen nach 30 Tagen",
    730,
    ("austausch.Importlauf", "austausch.Importzeile"),
    SCHREIBEND,
)

FRISTEN = (
    SUCHFRAGEN,
    ABO_UNBESTAETIGT,
    ABO,
    PLANUNG,
    NETZWERK_POSTFACH,
    NETZWERKFRAGE,
    RUECKMELDUNG_ADRESSE,
    RUECKMELDUNG,
    KONTO,
    SITZUNG,
    AUFTRAEGE,
    CMS_PROTOKOLL,
    SEITEN,
    PAPIERKORB,
    IMPORT,
)

COOKIES = (
    Cookie(
        "csrftoken",
        "eine zufällige Zeichenfolge",
        "wo ein Formular zum Abschicken steht; schützt vor untergeschobenen Formularen",
        "ein Jahr",
    ),
    Cookie(
        "sessionid",
        "eine zufällige Zeichenfolge",
        "Anmeldung, oder Passwort einer geschützten Seite",
        "bis der Browser geschlossen wird, höchstens die Dauer einer Sitzung",
    ),
    Cookie("messages", "eine Meldung", "nach dem Absenden eines Formulars", "eine Seite lang"),
    Cookie("heimat", "Name oder Schlüssel der Kommune", "eigene Kommune festlegen", "ein Jahr"),
    Cookie("sprache", "die gewählte Sprache", "„English“ oder „Deutsch“", "ein Jahr"),
    Cookie(
        "merkliste",
        "Nummern der Projekte und Name der Liste",
        "ein Projekt merken",
        "180 Tage",
    ),
)
