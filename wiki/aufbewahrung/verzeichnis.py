"""`docs/verarbeitungsverzeichnis.md`, a template for the records of processing, from the table;
`make docs` writes it."""

from .fristen import COOKIES, FRISTEN
from .schema import Cookie, Frist

HEAD = """# Verzeichnis von Verarbeitungstätigkeiten (Vorlage)

<!-- Geschrieben von `make docs` aus wiki/aufbewahrung/fristen.py; nicht von Hand ändern. -->

Für das Verzeichnis nach Art. 30 DSGVO. Was in eckigen Klammern steht, weiß nur der Betreiber;
ergänzen Sie es in Ihrem eigenen Verzeichnis. Die Fristen hält das Wiki selbst ein, jede Nacht;
dieselben Angaben stehen auf der Seite *Datenschutz*.

- Verantwortliche Stelle, Vertretung, Datenschutzbeauftragte: [Name, Anschrift, Kontakt]
- Rechtsgrundlage: [etwa Art. 6 Abs. 1 Buchst. e DSGVO mit Landesrecht; für Benachrichtigungen
  Buchst. a]
- Empfänger: niemand außerhalb des Servers; [Auftragsverarbeiter, Mailserver, Anmeldedienst,
  Sprachmodell im Haus]
- Drittländer: keine
- Technische und organisatorische Maßnahmen: [sicherheit.md](sicherheit.md) und
  [betrieb.md](betrieb.md)
- Nicht in der Hand des Wikis: Protokolle des Webservers [Frist], Sicherungen [Frist; das Beispiel
  behält sie 30 Tage], E-Mails in Postfächern der Redaktion [Frist]

## Was verarbeitet wird

| Tätigkeit | Betroffene | Daten | Zweck | Löschung |
| --- | --- | --- | --- | --- |
"""
COOKIE_HEAD = """
## Cookies

| Name | Inhalt | Wann | Dauer |
| --- | --- | --- | --- |
"""
PERSON = """
## Auskunft und Löschung

`manage.py person auskunft POSTFACH` schreibt als JSON, was zu einem Postfach oder Konto gespeichert
ist; `manage.py person loeschen POSTFACH` zeigt, was gelöscht würde, und tut es mit `--ausfuehren`.
Administratoren tun beides auch im CMS
([betrieb.md](betrieb.md#auskunft-und-löschung)).
"""


def record_page() -> str:
    """Returns the whole page."""
    rows = "".join(map(_row, FRISTEN))
    cookies = "".join(map(_cookie, COOKIES))
    return HEAD + rows + COOKIE_HEAD + cookies + PERSON


def _row(frist: Frist) -> str:
    return f"| {frist.art} | {frist.von} | {frist.daten} | {frist.zweck} | {frist.dauer} |\n"


def _cookie(cookie: Cookie) -> str:
    return f"| `{cookie.name}` | {cookie.inhalt} | {cookie.anlass} | {cookie.dauer} |\n"


if __name__ == "__main__":
    print(record_page(), end="")
