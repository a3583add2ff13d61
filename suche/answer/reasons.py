"""Why a page is shown, in words for readers. Pure."""

from collections.abc import Iterator, Sequence

from suche.rank.mentions import IN_KOMMUNE, IN_TECHNIK, IN_THEMA, IN_TITEL, Mention

SAID = {
    IN_TITEL: ("im Titel steht {}", "im Titel stehen {}"),
    IN_THEMA: ("Thema: {}", "Thema: {}"),
    IN_TECHNIK: ("Technik: {}", "Technik: {}"),
    IN_KOMMUNE: ("Kommune: {}", "Kommune: {}"),
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
            "im Text steht ein Wort der Frage" if "wort" in signals else "dem Sinn nach ähnlich"
        ]
    said = "; ".join(parts)
    return said[0].upper() + said[1:]


def _named(mentions: Sequence[Mention]) -> Iterator[str]:
    for place, (one, many) in SAID.items():
        words = [m.word for m in mentions if m.place == place and not m.is_other_name]
        if words:
            yield (one if len(set(words)) == 1 else many).format(_listed(words))
    others = [m.word for m in mentions if m.is_other_name]
    if others:
        yield f"anderes Wort, gleiche Sache: {_listed(others)}"


def _in_text(marked: Sequence[str]) -> Iterator[str]:
    if marked:
        yield f"im Text: {_listed(marked)}"


def _listed(words: Sequence[str]) -> str:
    different = list(dict.fromkeys(words))[:MAX_WORDS]
    if len(different) == 1:
        return different[0]
    return f"{', '.join(different[:-1])} und {different[-1]}"
