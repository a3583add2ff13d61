"""What is said above the hits of how the question was taken, for the page and for other programs
alike."""

from collections.abc import Iterator

from suche.answer.ergebnis import Ergebnis
from suche.answer.reply import Reply
from suche.fakten.wuensche import from_place
from suche.understand.asked.exclusions import narrowed
from wiki.texte import OR, listed
from wiki.texte import gettext as _


def notices(reply: Reply) -> tuple[str, ...]:
    """Returns whole sentences: which places the wiki knows nothing of, and what was left out."""
    return (*_unknown_places(reply), *_avoided(reply), *_left_out(reply))


def nothing_exact(ergebnis: Ergebnis) -> str:
    """Says that no hit answers the question; empty where one may."""
    if not ergebnis.nur_schwach:
        return ""
    if ergebnis.nennt_ein_titel:
        return _("Genau passt nichts davon")
    return _("Genau dazu steht wohl noch nichts im Wiki")


def _unknown_places(reply: Reply) -> Iterator[str]:
    for name in reply.question.unknown_place_names:
        said = _("Projekte {von_dort} stehen noch nicht im Wiki.")
        yield said.format(von_dort=from_place(name))


def _avoided(reply: Reply) -> Iterator[str]:
    if not reply.ergebnis.gemieden:
        return
    places = listed([from_place(place.label) for place in reply.question.avoided], pattern=OR)
    said = _("Nicht {von_dort}: Projekte von dort zählen nicht zu den genauen Treffern.")
    yield said.format(von_dort=places)


def _left_out(reply: Reply) -> Iterator[str]:
    if not reply.ergebnis.leaves_out:
        return
    for word in reply.question.without:
        yield _(
            "Ohne „{wort}“: Wer es nennt, gilt höchstens als verwandt, außer der Artikel sagt, "
            "dass es auch ohne geht. Ob die übrigen es einsetzen, zeigen die Artikel."
        ).format(wort=word)
    for word, more in narrowed(reply.question.text).items():
        if word in reply.question.without:
            yield _("Ob „{wort}“ oder „{wort} {zusatz}“, unterscheidet das Wiki nicht.").format(
                wort=word, zusatz=more
            )
