"""A question with its misspelt words put right, by the words of public pages."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from suche.german.analysis import is_stopword
from suche.german.spelling import Vocabulary, is_listed, suggest
from suche.german.stopwords import QUESTION_FRAME
from suche.german.synonyms import words_of
from wiki.german.letters import spelt_out

from .asked.exclusions import excluded
from .cached_tables import current_names, current_wortschatz
from .glossary import is_english_word
from .known_words import current_vocabulary
from .question import function_words, is_english
from .recognition import SKETCH_MIN_WORDS

LETTERS = re.compile(r"[^\W\d_]+")
FOREIGN = re.compile(r"[^\W\d_a-zäöüß]", re.IGNORECASE)  # a letter that German does not have
CORRECTED_MAX_CHARS = 80  # nobody means a longer word, and looking for it takes seconds


@dataclass(frozen=True)
class Correction:
    """`text`: the question put right. `is_complete`: every word that says what the question is
    about was misspelt, so that the question as it was typed would find nothing."""

    text: str
    is_complete: bool


def correct(
    text: str, vocabulary: Vocabulary | None = None, names: Collection[str] = ()
) -> Correction | None:
    """Returns None when no word needs correction, or when no similar word is known. Questions in
    English or with words of other languages ("poubelles connectées") and pasted sketches stay as
    they are; so do names of places (`names`: of those that the wiki does not know), the editors'
    words, what the question does without ("nicht mit enaio") and, where a few keywords may be
    English, words of the glossary."""
    vocabulary = vocabulary or current_vocabulary()
    english, german = function_words(text)
    if english > german or len(words_of(text)) > SKETCH_MIN_WORDS:
        return None
    typed = LETTERS.findall(text)
    if any(FOREIGN.search(word) and not is_listed(word, vocabulary) for word in typed):
        return None
    kept = {word for name in (*names, *excluded(text)) for word in LETTERS.findall(name)}
    if is_english(text):
        kept |= set(filter(is_english_word, typed))
    better = _put_right(typed, vocabulary, kept)
    corrected = LETTERS.sub(lambda match: better[match[0]], text)
    if corrected == text:
        return None
    return Correction(corrected, all(better[word] != word for word in better if _says_much(word)))


def _put_right(
    words: Iterable[str], vocabulary: Vocabulary, kept: Collection[str]
) -> dict[str, str]:
    """Returns word -> its right spelling; the word itself when none is better, or when it is a name
    or a word of the editors'."""
    names, wortschatz = current_names(), current_wortschatz()

    def stays(word: str) -> bool:
        is_name = (spelt_out(word),) in names.phrases or wortschatz.knows(word)
        return is_name or word in kept or len(word) > CORRECTED_MAX_CHARS

    return {
        word: word if stays(word) else suggest(word, vocabulary) or word
        for word in dict.fromkeys(words)
    }


def _says_much(word: str) -> bool:
    return not is_stopword(word) and word.lower() not in QUESTION_FRAME
