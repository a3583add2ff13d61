"""`docs/umgebung.md` from the variables; `make docs` writes it."""

from itertools import groupby

from .environment import Variable, variables

HEAD = """# Umgebung

<!-- Geschrieben von `make docs` aus wiki/settings/environment.py; nicht von Hand ändern. -->

Alles, was sich ohne Eingriff in das Programm einstellen lässt. Leer heißt: nicht gesetzt. Stimmt
eine Angabe nicht, nennt jeder Befehl sie in einer Zeile und tut nichts. Geheimnisse gehören in eine
Datei, die nur der Dienst lesen darf, nicht in die Befehlszeile.
"""
TABLE = "| Variable | Bedeutung | Wert | ohne Angabe |\n| --- | --- | --- | --- |\n"


SCRIPTS_HEAD = """
## Was nur Skripte lesen

| Variable | Skript | Bedeutung | ohne Angabe |
| --- | --- | --- | --- |
"""
BACKUP = "deploy/sicherung.sh"
SCRIPTS = (
    ("UMGEBUNG", "deploy/manage.sh", "Datei mit den Angaben dieser Seite", "`/etc/wiki.env`"),
    ("SICHERUNG_ORDNER", BACKUP, "Ordner der Sicherungen, 30 Tage", "`/srv/sicherung`"),
    ("SICHERUNG_ZIEL", BACKUP, "zweiter Ort, verschlüsselt, 90 Tage", "keiner"),
    (
        "SICHERUNG_SCHLUESSEL",
        BACKUP,
        "Datei mit dem öffentlichen Schlüssel (gpg), für den verschlüsselt wird",
        "mit `SICHERUNG_ZIEL` Pflicht",
    ),
    ("DATENBANK_PASSWORT", "deploy/container/compose.yaml", "Passwort der Datenbank", "Pflicht"),
    ("PORT", "Makefile", "Port von `make run`", "`8000`"),
    ("PYTHON", "Makefile", "Python für `make setup` und `make install`", "`python3`"),
    (
        "WHEELHOUSE",
        "Makefile",
        "Ordner mit allen Paketen",
        "`var/wheelhouse`; `make install`: aus dem Netz",
    ),
    ("TORCH_INDEX", "Makefile", "woher torch kommt", "CPU-Fassungen von pytorch.org"),
    ("WHEELS", "Makefile", "Ordner, aus dem `make lock` Pakete nimmt", "`TORCH_INDEX`"),
    ("CORPORA", "Makefile", "Seitenzahlen der Korpora von `make bench`", "`1000`"),
)


def environment_page() -> str:
    """Returns the whole page, with a table for each group of variables, and one of those that
    no module reads."""
    groups = groupby(variables(), key=lambda variable: variable.group)
    tables = [f"\n## {title}\n\n{TABLE}{''.join(map(_row, group))}" for title, group in groups]
    of_scripts = (
        f"| `{name}` | `{script}` | {' | '.join(said)} |\n" for name, script, *said in SCRIPTS
    )
    return HEAD + "".join(tables) + SCRIPTS_HEAD + "".join(of_scripts)


def _row(variable: Variable) -> str:
    cells = (f"`{variable.name}`", variable.meaning, variable.kind.words, _unset(variable))
    return f"| {' | '.join(cells)} |\n"


def _unset(variable: Variable) -> str:
    if variable.unset:
        return variable.unset
    default = variable.default
    return f"`{int(default) if isinstance(default, bool) else default}`"


if __name__ == "__main__":
    print(environment_page(), end="")
