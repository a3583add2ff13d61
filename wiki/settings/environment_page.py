"""`docs/umgebung.md` from the variables; `make docs` writes it."""

from itertools import groupby

from .environment import Variable, variables

HEAD = """# Umgebung

<!-- Geschrieben von `make docs` aus wiki/settings/environment.py; nicht von Hand ändern. -->

Alles, was sich ohne Eingriff in das Programm einstellen lässt. Leer heißt: nicht gesetzt. Stimmt
eine Angabe nicht, nennt jeder Befehl sie in einer Zeile und tut nichts. Geheimnisse gehören in eine
Datei, die nur der Dienst lesen darf, nicht in die Befehlszeile. `make` nimmt außerdem `PORT` und
`PYTHON`.
"""
TABLE = "| Variable | Bedeutung | Wert | ohne Angabe |\n| --- | --- | --- | --- |\n"


def environment_page() -> str:
    """Returns the whole page, with a table for each group of variables."""
    groups = groupby(variables(), key=lambda variable: variable.group)
    tables = [f"\n## {title}\n\n{TABLE}{''.join(map(_row, group))}" for title, group in groups]
    return HEAD + "".join(tables)


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
