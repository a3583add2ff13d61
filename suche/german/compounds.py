"""German compounds -> their parts. Pure; the lexicon is read when the first word is asked for.

A compound is a way through the folded word from member to member: those that may stand before
another one (Straßen-, Lade-, Ordnungs-), at the end one that may close it. The cheapest way wins;
a member costs more the rarer it is, so that few and common members beat many rare ones (the
unigram model of Koehn & Knight 2003, with counted openings instead of bare frequencies).
"""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from .lexicon import MAY_BEGIN, MAY_END, WHOLE, lexicon_key, members, words

MEMBER_MIN_CHARS, MEMBER_MAX_CHARS = 3, 30  # letters of a member, folded
MEMBER_COST = 44  # in quarters of a Zipf value, less what the member has: 11 is beyond any word
NO_LINK_COST = 12  # "Ordnung-samt": such nouns link with -s or not at all
LINKING_ENDINGS = ("ung", "heit", "keit", "schaft", "ion", "taet", "ling", "tum")
LINKING_ENDINGS_WITH_S = tuple(f"{ending}s" for ending in LINKING_ENDINGS)
# What villages end in. An unknown short noun before it is a name (Siegelbach), no compound.
PLACE_ENDINGS = frozenset(
    """au bach berg born bruecken brunn burg dorf ecken furt hagen hausen heim hofen horn kirch
    kirchen lautern loh maier mann meyer moos muenster pfalz ried rode stadt stein stuhl tal
    weiler""".split()
)
PLACE_START_MAX_CHARS = 7
UNREACHED = 10**9


def split(word: str, whole: Collection[str] = (), *, lower_case: bool = False) -> tuple[str, ...]:
    """The parts as typed, linking elements with the part before; nouns get their capital.

    Straßenlaternensteuerung -> (Straßen, Laternen, Steuerung); one part: no compound. `whole`:
    case-folded names that stay whole. Lower-case words stay whole unless `lower_case`: then those
    are split that must be nouns (kitaanmeldung, but not vereinbaren); the parts stay lower-case.
    """
    if word.casefold() in whole or not word.isalpha():
        return (word,)
    if word[:1].islower() and not (lower_case and _is_noun(word)):
        return (word,)
    return _cut(word, _compound(lexicon_key(word)))


def is_known_member(word: str) -> bool:
    """Whether the lexicon has the word, as a word or as a member of compounds."""
    folded = lexicon_key(word)
    code = members().get(folded, 0)
    return bool(code & (MAY_END | WHOLE)) or folded in words()


def segments(folded: str, lexicon: Mapping[str, int], closing: int = MAY_END) -> tuple[str, ...]:
    """Returns the cheapest way through the word as its pieces: one piece if the word is itself a
    member, none if there is no way. `closing` is the role of the last piece; with FIRST it could
    itself stand before another member."""
    length = len(folded)
    cheapest = [0] + [UNREACHED] * length
    came_from = [0] * (length + 1)
    for start in range(length - MEMBER_MIN_CHARS + 1):
        if cheapest[start] == UNREACHED:
            continue
        for end in range(start + MEMBER_MIN_CHARS, min(length, start + MEMBER_MAX_CHARS) + 1):
            cost = _cost(folded[start:end], closing if end == length else MAY_BEGIN, lexicon)
            if cost is not None and cheapest[start] + cost < cheapest[end]:
                cheapest[end] = cheapest[start] + cost
                came_from[end] = start
    return _way(folded, came_from) if cheapest[length] < UNREACHED else ()


def placelike(parts: Sequence[str]) -> bool:
    """Whether the folded parts could as well be a village's name."""
    return len(parts) == 2 and parts[1] in PLACE_ENDINGS and len(parts[0]) <= PLACE_START_MAX_CHARS


def _cost(piece: str, role: int, lexicon: Mapping[str, int]) -> int | None:
    """Returns what the piece costs in this role; None if it may not stand there."""
    code = lexicon.get(piece, 0)
    if not code and role == MAY_BEGIN and piece.endswith(LINKING_ENDINGS_WITH_S):
        code = lexicon.get(piece[:-1], 0)
    if not code & role:
        return None
    unlinked = role == MAY_BEGIN and piece.endswith(LINKING_ENDINGS)
    return MEMBER_COST - (code >> 3) + (NO_LINK_COST if unlinked else 0)


def _way(folded: str, came_from: Sequence[int]) -> tuple[str, ...]:
    pieces: list[str] = []
    end = len(folded)
    while end:
        pieces.insert(0, folded[came_from[end] : end])
        end = came_from[end]
    return tuple(pieces)


@lru_cache(maxsize=50_000)
def _compound(folded: str) -> tuple[str, ...]:
    lexicon = members()
    if lexicon.get(folded, 0) & WHOLE:
        return ()
    parts = segments(folded, lexicon)
    return () if placelike(parts) and folded not in lexicon else parts


def _cut(word: str, folded_parts: Sequence[str]) -> tuple[str, ...]:
    """Folded parts -> the same stretches of the word as typed."""
    parts: list[str] = []
    start = 0
    for folded in folded_parts[:-1]:
        end = start
        while len(lexicon_key(word[start:end])) < len(folded):
            end += 1
        parts.append(word[start:end])
        start = end
    parts.append(word[start:])
    return (
        tuple(part[0].upper() + part[1:] for part in parts) if word[0].isupper() else tuple(parts)
    )


def _is_noun(word: str) -> bool:
    """Whether a lower-case word can only be a compound noun: unknown itself, with a last part that
    is written with a capital, and with no short parts."""
    folded = lexicon_key(word)
    parts = _compound(folded)
    written = words().get(folded, ("", 0))[0]
    if len(parts) < 2 or written[:1].islower() or min(map(len, parts)) < 4:
        return False
    return words().get(parts[-1], ("",))[0][:1].isupper()


def base_of(part: str) -> str:
    """A part that stands before another one, as a word of its own: Ordnungs -> Ordnung,
    Sprach -> Sprache."""
    lexicon, folded = members(), lexicon_key(part)
    if lexicon.get(folded, 0) & MAY_END:
        return part
    linked = folded.endswith("s") and not folded.endswith("ss")  # Buß-, Buss- comes from Buße
    candidates = (part[:-1] if linked else part, f"{part}e")
    return next((c for c in candidates if lexicon.get(lexicon_key(c), 0) & MAY_END), part)


def unlikelihood(folded: str) -> float:
    """Returns what the cheapest way through a compound costs, in Zipf values."""
    lexicon, parts = members(), _compound(folded)
    roles = [MAY_BEGIN] * (len(parts) - 1) + [MAY_END]
    costs = (_cost(part, role, lexicon) or 0 for part, role in zip(parts, roles, strict=True))
    return sum(costs) / 4


def is_compound(folded: str) -> bool:
    return len(_compound(folded)) > 1


def may_open(folded: str) -> bool:
    """Whether it could stand before another member: Straßen, Schulentwicklungs."""
    return bool(segments(folded, members(), MAY_BEGIN))


def may_close(folded: str) -> bool:
    return bool(segments(folded, members()))


def spelled(folded: str) -> str:
    """Known members in proper spelling, in lower case: strassenlaernm -> ..."""
    pieces = segments(folded, members()) or segments(folded, members(), MAY_BEGIN) or (folded,)
    return "".join(words().get(piece, (piece, 0))[0].lower() for piece in pieces)
