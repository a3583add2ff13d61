"""The English catalogue: which messages templates and code have, and what stands in `wiki/locale`.

`python -m tests.catalogue` (`make messages`) writes new messages into django.po, takes out those
that are gone, and compiles django.mo, which is committed: no machine needs gettext's tools.
"""

import ast
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.template import Template
from django.template.base import Node, NodeList
from django.template.engine import Engine
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

from suche.abo.signed_links import AboLinkInvalid
from suche.exceptions import QuestionInvalid
from suche.saetze.exceptions import NoSentences
from suche.vorhaben.exceptions import SketchRefused
from wiki.dateien.exceptions import ScannerDown, VirusFound
from wiki.exceptions import WikiError
from wiki.fakten.codes import KommuneTyp, Lizenz, Nachnutzungsweg, Status
from wiki.fakten.exceptions import FilterUnknown
from wiki.felder.felder import FELDER
from wiki.markt.exceptions import ForeignForm, TooManyOnTheList
from wiki.platform.forms.limits import TooOften

Said = str | tuple[str, ...] | list[str] | None
ROOT = Path(__file__).resolve().parents[1]
PO = ROOT / "wiki/locale/en/LC_MESSAGES/django.po"
MO = PO.with_suffix(".mo")
PACKAGES = ("wiki", "einbettung", "suche")
ONE = {"_", "gettext", "gettext_lazy", "noop"}
SEVERAL = {"ngettext", "ngettext_lazy"}
IN_ARGUMENT = re.compile(r"""_\("([^"]+)"\)""")
# Errors that visitors see; others are for those who run the wiki.
HEADER = (
    "# English texts of the pages. Written by `make messages`; translations are filled in by hand."
)
START = datetime(2026, 11, 29, tzinfo=UTC)  # else every run would change both files
NAMED: dict[str, Any] = {
    "project": "Digitale Städte",
    "version": "0.1.0",
    "creation_date": START,
    "revision_date": START,
    "last_translator": "Digitale Städte",
    "language_team": "English",
    "msgid_bugs_address": "Digitale Städte",
}
EXCEPTIONS: tuple[type[WikiError], ...] = (
    FilterUnknown,
    ForeignForm,
    QuestionInvalid,
    TooManyOnTheList,
    TooOften,
    AboLinkInvalid,
    ScannerDown,
    VirusFound,
    SketchRefused,
    *SketchRefused.__subclasses__(),
    *NoSentences.__subclasses__(),
)
CODES = (Status, Nachnutzungsweg, KommuneTyp, Lizenz)


@dataclass(frozen=True)
class Message:
    """`plural` is empty where there is only one form."""

    text: str
    plural: str = ""


def messages() -> dict[Message, str]:
    """Every message with the file where it is first used."""
    found: dict[Message, str] = {}
    for message, file in [*_in_templates(), *_in_code(), *_in_exceptions(), *_in_tables()]:
        found.setdefault(message, file)
    return found


def _in_templates() -> Iterator[tuple[Message, str]]:
    for file in sorted((ROOT / "templates").rglob("*.html")):
        source = file.read_text(encoding="utf-8")
        for message in template_messages(source):
            yield message, str(file.relative_to(ROOT))


def template_messages(source: str) -> list[Message]:
    """The messages of a template's tags and of what it hands to others (`_("...")`)."""
    engine = Engine.get_default()
    template = Template(source, engine=engine)
    found = [message for node in _nodes(template.nodelist) if (message := _of_node(node))]
    return found + [Message(text) for text in IN_ARGUMENT.findall(source)]


def _nodes(nodelist: NodeList) -> Iterator[Node]:
    """All nodes below; block tags of our own do not say that they have any."""
    for node in nodelist:
        yield node
        for name in {*node.child_nodelists, "nodelist"}:
            yield from _nodes(getattr(node, name, None) or NodeList())


def _of_node(node: Node) -> Message | None:
    if isinstance(node, TranslateNode):
        said = getattr(node.filter_expression.var, "literal", None)
        return Message(said) if isinstance(said, str) else None
    return _of_block(node) if isinstance(node, BlockTranslateNode) else None


def _of_block(node: BlockTranslateNode) -> Message:
    singular, _ = node.render_token_list(node.singular)
    plural, _ = node.render_token_list(node.plural) if node.plural else ("", [])
    if node.trimmed:
        singular, plural = _trimmed(singular), _trimmed(plural)
    return Message(singular, plural)


def _trimmed(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text.strip())


def _in_code() -> Iterator[tuple[Message, str]]:
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            for message in code_messages(file.read_text(encoding="utf-8")):
                yield message, str(file.relative_to(ROOT))


def code_messages(source: str) -> list[Message]:
    """What is handed to gettext and its like, as one literal each."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return [message for call in calls for message in _of_call(call)]


def _of_call(call: ast.Call) -> Iterable[Message]:
    name = getattr(call.func, "id", "")
    texts = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
    said = [text for text in texts if isinstance(text, str) and text]
    if name in ONE and said:
        return [Message(said[0])]
    return [Message(said[0], said[1])] if name in SEVERAL and len(said) > 1 else []


def _in_exceptions() -> Iterator[tuple[Message, str]]:
    for error in EXCEPTIONS:
        message = Message(" ".join((error.__doc__ or "").split()))
        yield message, f"{error.__module__.replace('.', '/')}.py"


def _in_tables() -> Iterator[tuple[Message, str]]:
    """Values of fields, which stand in sentences as well."""
    for code in CODES:
        for _, label in code.choices:
            yield Message(label), "wiki/fakten/codes.py"
    for text in [
        text
        for feld in FELDER
        for text in (feld.fakt, feld.zusatz, feld.vergleich and feld.label)
        if text
    ]:
        yield Message(text), "wiki/felder/felder.py"


def stored() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def compiled(catalogue: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def renewed(catalogue: Catalog) -> Catalog:
    """The messages of now, with the translations that are known."""
    fresh = Catalog(locale="en", header_comment=HEADER, fuzzy=False, **NAMED)
    for message, file in messages().items():
        known = catalogue.get(message.text)
        identity = (message.text, message.plural) if message.plural else message.text
        same = known if known and known.pluralizable == bool(message.plural) else None
        fresh.add(identity, same.string if same else "", locations=[(file, 0)])
    return fresh


def main() -> None:
    """Renews both files and says what is not translated yet."""
    catalogue = renewed(stored() if PO.exists() else Catalog(locale="en"))
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=100, sort_by_file=True, omit_header=False)
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(buffer.getvalue())
    MO.write_bytes(compiled(stored()))
    print(*[m.id for m in catalogue if m.id and not all(forms(m.string))], sep="\n")


def forms(said: Said) -> tuple[str, ...]:
    """One text, or singular and plural."""
    return (said or "",) if isinstance(said, str | None) else tuple(said)


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wiki.settings.test")
    django.setup()
    main()
