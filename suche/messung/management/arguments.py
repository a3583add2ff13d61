"""Arguments of the commands that measure: what cannot be is refused before hours of work."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path


def add_json(parser: ArgumentParser) -> None:
    """Adds the file that takes the figures, too."""
    parser.add_argument(
        "--json", type=file_to_write, metavar="DATEI", help="die Zahlen auch in diese Datei"
    )


def page_number(text: str) -> int:
    """Reads how many pages a measured wiki has, or how many searchers ask it: one at least."""
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text} ist keine Zahl ab 1.")
    return int(text)


def share(text: str) -> float:
    """Reads a number from 0 to 1."""
    return _between(text, 0, 1)


def seconds(text: str) -> float:
    """Reads for how long something is measured: a tenth of a second at least, a day at most."""
    return _between(text, 0.1, 86_400)


def file_to_write(text: str) -> Path:
    """Reads the name of a file that is written at the end; its folder has to be there now."""
    path = Path(text)
    if not path.parent.is_dir():
        raise ArgumentTypeError(f"Den Ordner {path.parent} gibt es nicht.")
    if path.is_dir():
        raise ArgumentTypeError(f"{path} ist ein Ordner.")
    return path


def _between(text: str, low: float, high: float) -> float:
    try:
        number = float(text.replace(",", "."))
    except ValueError as error:
        raise ArgumentTypeError(f"{text} ist keine Zahl.") from error
    if not low <= number <= high:
        raise ArgumentTypeError(f"{text} liegt nicht zwischen {low:g} und {high:g}.")
    return number
