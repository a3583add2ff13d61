"""German words -> index terms. Pure functions; index and questions go through the same ones.

text -> words (NFC) -> spelling forms (hyphen, camelCase, gender forms) -> lemma -> stem. The
Snowball stemmer folds umlauts and their ASCII spellings (Straße, Strasse -> strass; Buergerbuero,
Bürgerbüro -> burgerburo); the lemma before it joins plurals that no suffix rule reaches
(Kitas, Themen, Museen). Measured on German inflections: see docs/entscheidungen.md.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import simplemma
import Stemmer

from .stopwords import ENGLISH, GERMAN, QUESTION_FRAME

VERSION = "2"  # raise it when terms come out differently: lexical indexes are then rebuilt

WORD = re.compile(r"[^\W_]+(?:(?:/-|[-–*:’'/_])[^\W_]+)*")
GENDER = re.compile(
    r"(?:[*:_/]-?innen|[*:_/]-?in|(?<=[a-zäöüß])Innen|(?<=[a-zäöüß])In)(?![a-zäöüß])"
)
JOINTS = re.compile(r"[-–*:’'/_]+")
CAMEL = re.compile(r"(?<=[a-zäöüß]{2})(?=[A-ZÄÖÜ][a-zäöüß]{2})")
SOFT_HYPHEN = "\u00ad"
FULL_WEIGHT_RARITY = 0.5  # a word in fewer pages than the root of their number counts in full
MAX_WORD = 80  # characters; anything longer is no word

_stemmer = Stemmer.Stemmer("german")


@dataclass(frozen=True)
class Token:
    """A term and where the word it comes from stands in the text (characters, end exclusive)."""

    term: str
    start: int
    end: int


def normalise(text: str) -> str:
    """NFC, without soft hyphens and control characters; blanks of any kind stay."""
    composed = unicodedata.normalize("NFC", text.replace(SOFT_HYPHEN, ""))
    return "".join(c for c in composed if c.isspace() or unicodedata.category(c) != "Cc")


def tokens(text: str) -> Iterator[Token]:
    """Index terms of a text in reading order; stop words are left out, compounds give several."""
    for match in WORD.finditer(text):
        if len(match[0]) <= MAX_WORD:
            for term in terms_of(match[0]):
                yield Token(term, match.start(), match.end())


def content_weights(
    text: str, spans: Sequence[tuple[int, int]], rarity: Callable[[str], float]
) -> list[float]:
    """How much each of the `spans` (a model's tokens) says what a question is about, 0 to 1.

    Nothing: stop words, the question's frame, punctuation. Little: words that stand in every
    other page ("digital" in a wiki of digital projects). `rarity` of a term: 0 in all pages, 1 in
    none.
    """
    weights = [0.0] * (len(text) + 1)
    for match in WORD.finditer(text):
        if not (is_stopword(match[0]) or match[0].lower() in QUESTION_FRAME):
            rarest = max((rarity(term) for term in terms_of(match[0])), default=0.0)
            weight = min(1.0, rarest / FULL_WEIGHT_RARITY)
            weights[match.start() : match.end()] = [weight] * len(match[0])
    return [max(weights[start:end], default=0.0) for start, end in spans]


@lru_cache(maxsize=50_000)
def terms_of(word: str) -> tuple[str, ...]:
    """The terms one written word is indexed under: the whole, then its parts."""
    return tuple(dict.fromkeys(term for terms in readings_of(word) for term in terms))


@lru_cache(maxsize=50_000)
def readings_of(word: str) -> tuple[tuple[str, ...], ...]:
    """The ways to read a written word: as a whole, and as its hyphen and camelCase parts.

    Kita-Anmeldung -> ((kitaanmeld,), (kita, anmeld)). Empty for stop words.
    """
    plain = GENDER.sub("", word)
    parts = [part for joint in JOINTS.split(plain) for part in CAMEL.split(joint) if part]
    whole = "".join(parts)
    if is_stopword(whole):
        return ()
    stems = tuple(stem(part) for part in parts if len(part) > 1 and not is_stopword(part))
    return ((stem(whole),), stems) if len(parts) > 1 and stems else ((stem(whole),),)


def is_stopword(word: str) -> bool:
    """Function words, and single letters."""
    lower = word.lower()
    return lower in GERMAN or lower in ENGLISH or (len(lower) == 1 and not lower.isdigit())


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Lemma, then Snowball stem; always from the lower-case form, so that case never matters."""
    lemma = simplemma.lemmatize(word.lower(), lang="de", low_memory=True).lower()
    return _stemmer.stemWord(lemma)
