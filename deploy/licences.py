"""Prints docs/lizenzen.md: under which licence each package stands that production installs.

Reads what the installed packages say of themselves (`make licences`).
"""

import json
import re
from email.message import Message
from importlib.metadata import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "deploy" / "produktion.txt"
# What says it only in a file.
READ_BY_HAND = {"dejavu-fonts-ttf": "Bitstream-Vera AND LicenseRef-Public-Domain"}
HEAD = """# Lizenzen der Pakete

Was eine Installation für den Betrieb enthält (`deploy/produktion.txt`, `package-lock.json`), und
unter welcher Lizenz. Geschrieben von `make licences` aus den Angaben der Pakete; ein Test hält die
Seite aktuell und lehnt Lizenzen ab, die nicht zur EUPL-1.2 des Wikis passen. Was im Wiki selbst
unter anderen Lizenzen steht (Daten, Schriften, Wörterbücher), nennt `REUSE.toml`.

| Paket | Fassung | Lizenz |
| --- | --- | --- |
"""


def locked() -> list[tuple[str, str]]:
    """Returns name and version of all packages of production."""
    return re.findall(r"^([a-z0-9.-]+)==([^ +]+)", LOCK.read_text(), re.MULTILINE)


def licence(name: str) -> str:
    """Returns what the package says: the expression, else the classifiers, else the first line."""
    about: Message = metadata(name)  # type: ignore[assignment]
    classified = [
        text.rpartition(" :: ")[2].replace(" License", "").strip()
        for text in about.get_all("Classifier", [])
        if text.startswith("License :: OSI Approved :: ")
    ]
    stated = str(about.get("License", "") or "").strip().partition("\n")[0]
    return str(about.get("License-Expression") or " / ".join(classified) or stated)


def of_browser() -> list[tuple[str, str, str]]:
    """Returns name, version and licence of what comes from npm."""
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    return [
        (name, about["version"], READ_BY_HAND.get(name) or about.get("license", ""))
        for path, about in packages.items()
        if (name := path.removeprefix("node_modules/"))
    ]


def rows() -> list[tuple[str, str, str]]:
    return [(name, version, licence(name)) for name, version in locked()] + of_browser()


def page() -> str:
    return HEAD + "".join(f"| {name} | {version} | {kind} |\n" for name, version, kind in rows())


if __name__ == "__main__":
    print(page(), end="")
