"""German words on an English page, outside of what says that it is German."""

import re
from collections.abc import Iterator
from functools import cache

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from tests.catalogue import forms, stored

WORD = re.compile(r"[^\W\d_]{2,}")
NO_WORDS = re.compile(r"%\(\w+\)[sd]|\{\w*\}|<[^>]*>|https?://\S+")
READ_ALOUD = ("aria-label", "alt", "title", "placeholder")
NO_TEXT = {"script", "style", "[document]"}


@cache
def german_words() -> frozenset[str]:
    """Words of our messages that no translation has."""
    entries = [entry for entry in stored() if entry.id]
    german = {word for entry in entries for said in forms(entry.id) for word in words_of(said)}
    return frozenset(
        german - {w for e in entries for said in forms(e.string) for w in words_of(said)}
    )


def words_of(text: str) -> set[str]:
    return {word.lower() for word in WORD.findall(NO_WORDS.sub(" ", text))}


def german_left(html: str) -> list[str]:
    """Texts that hold a German word, as a screen reader would read them."""
    said = (text for text in texts_of(html) if words_of(text) & german_words())
    return list(dict.fromkeys(said))


def texts_of(html: str) -> Iterator[str]:
    soup = BeautifulSoup(html, "html.parser")
    for node in soup.descendants:
        if isinstance(node, Tag):
            named = [str(node[name]) for name in READ_ALOUD if node.has_attr(name)]
            yield from (text for text in named if language_of(node) == "en" and node.name != "link")
        elif type(node) is NavigableString and node.parent and node.parent.name not in NO_TEXT:
            yield from [" ".join(node.split())] if language_of(node.parent) == "en" else []


def language_of(node: Tag) -> str:
    spoken = node if node.has_attr("lang") else node.find_parent(attrs={"lang": True})
    return str(spoken["lang"]) if isinstance(spoken, Tag) else ""
