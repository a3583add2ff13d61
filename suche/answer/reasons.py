"""Why a page is shown, in words for readers. Pure."""

from collections.abc import Iterator, Sequence

from suche.rank.mentions import IN_KOMMUNE, IN_TECHNIK, IN_THEMA, IN_TITEL, Mention
from wiki.texte import gettext as _
from wiki.texte import noop

SAID = {
    IN_TITEL: (noop("im Titel steht {}"), noop("im Titel stehen {}")),
    IN_THEMA: (noop("Thema: {}"),) * 2,
    IN_TECHNIK: (noop("Technik: {}"),) * 2,
    IN_KOMMUNE: (noop("Kommune: {}"),) * 2,
}
MAX_WORDS = 3  # of one kind that are named


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
            _("im Text steht ein Wort der Frage")
            if "wort" in signals
            else _("dem Sinn nach ähnlich")
        ]
    said = "; ".join(parts)
    return said[0].upper() + said[1:]


def _named(mentions: Sequence[Mention]) -> Iterator[str]:
    for place, (one, many) in SAID.items():
        words = [m.word for m in mentions if m.place == place and not m.is_other_name]
        if words:
            yield _(one if len(set(words)) == 1 else many).format(_listed(words))
    others = [m.word for m in mentions if m.is_other_name]
    if others:
        yield _("anderes Wort, gleiche Sache: {}").format(_listed(others))


def _in_text(marked: Sequence[str]) -> Iterator[str]:
    if marked:
        yield _("im Text: {}").format(_listed(marked))


def _listed(words: Sequence[str]) -> str:
    different = list(dict.fromkeys(words))[:MAX_WORDS]
    if len(different) == 1:
        return different[0]
    return _("{vorn} und {letztes}").format(vorn=", ".join(different[:-1]), letztes=different[-1])
