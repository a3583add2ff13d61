"""Why a page is shown, in words for readers."""

from collections.abc import Iterator, Sequence

from suche.fakten.wuensche import said_together
from suche.rank.naming.mentions import AS_A_WHOLE, Mention
from suche.rank.naming.page_fields import (
    IN_KOMMUNE,
    IN_LEISTUNG,
    IN_SUCHWORT,
    IN_TECHNIK,
    IN_THEMA,
    IN_TITEL,
)
from suche.understand.recognition import Erkannt
from wiki.texte import gettext as _
from wiki.texte import noop

# Where a word of the question stands -> how that is said of one, and of several.
PHRASE_OF = {
    IN_TITEL: (noop("im Titel steht {}"), noop("im Titel stehen {}")),
    IN_THEMA: (noop("Thema: {}"),) * 2,
    IN_LEISTUNG: (noop("Leistung: {}"),) * 2,
    IN_TECHNIK: (noop("Technik: {}"),) * 2,
    IN_KOMMUNE: (noop("Kommune: {}"),) * 2,
    IN_SUCHWORT: (noop("Suchwort der Seite: {}"),) * 2,
}
# Pieces of these say something else: "Digitaler".
WHOLE_NAMES = (IN_THEMA, IN_TECHNIK, IN_KOMMUNE, IN_SUCHWORT)
WORDS_SHOWN = 3  # of one kind


def reason(
    mentions: Sequence[Mention], marked: Sequence[str] = (), signals: Sequence[str] = ()
) -> str:
    """One sentence: "Im Titel steht Mängelmelder", "Anderes Wort, gleiche Sache: Schadensmelder".

    `marked`: words of the question in the passage that is shown. `signals`: which legs found the
    page; they decide only where it shares no word with the question.
    """
    parts = list(_named(mentions)) or list(_in_text(marked))
    if not parts:
        parts = [
            _("im Text steht ein Wort der Frage oder ein Teil davon")
            if "wort" in signals
            else _("dem Sinn nach ähnlich")
        ]
    said = "; ".join(parts)
    return said[0].upper() + said[1:]


def fulfilling(wishes: Sequence[Erkannt]) -> str:
    """Why a page is shown to who asks for all of a place, a year or a size: "Ist aus Trier"."""
    said = _("ist {so}").format(so=said_together(wishes))
    return said[0].upper() + said[1:]


def _named(mentions: Sequence[Mention]) -> Iterator[str]:
    others = [m for m in mentions if _is_other_word(m)]
    for place, (one, many) in PHRASE_OF.items():
        here = [m for m in mentions if m.place == place and m not in others]
        words = list(dict.fromkeys(_names(here)))
        if words:
            said = ", ".join(words[:WORDS_SHOWN]) if place in WHOLE_NAMES else _listed(words)
            yield _(one if len(words) == 1 else many).format(said)
    as_asked = {word for m in mentions if m not in others for word in (m.word, *m.words)}
    if unlike := [m.word for m in others if m.word not in as_asked]:
        yield _("anderes Wort, gleiche Sache: {}").format(_listed(unlike))


def _is_other_word(mention: Mention) -> bool:
    """A compound of the other word ("Handyparken" for "parking") is another thing, a Thema names
    more than one, and in a search word it may be any of several words."""
    return mention.is_other_name and mention.is_whole and mention.place not in AS_A_WHOLE


def _names(mentions: Sequence[Mention]) -> Iterator[str]:
    """The words in the order of the page; those of one name are one: "Little Bird". Of a Thema, a
    product or a Kommune it is the whole name."""
    ordered = sorted(mentions, key=lambda mention: (mention.text, mention.start))
    while ordered:
        first = last = ordered.pop(0)
        while ordered and last.is_followed_by(ordered[0]):
            last = ordered.pop(0)
        if first.place in WHOLE_NAMES and (first.text or first.value):
            yield first.text or first.value
        elif last is not first:
            yield first.text[first.start : last.end]
        else:
            yield from first.words


def _in_text(marked: Sequence[str]) -> Iterator[str]:
    if marked:
        yield _("im Text: {}").format(_listed(marked))


def _listed(words: Sequence[str]) -> str:
    different = list(dict.fromkeys(words))[:WORDS_SHOWN]
    if len(different) == 1:
        return different[0]
    return _("{vorn} und {letztes}").format(vorn=", ".join(different[:-1]), letztes=different[-1])
