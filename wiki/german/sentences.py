"""A German text cut into sentences. Pure."""

import re
from collections.abc import Iterator

END = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][“”\")]))\s+(?=[„\"(»A-ZÄÖÜ0-9])|\n[^\S\n]*\n\s*")
# Behind these a full stop ends no sentence; "19. April" is a day.
NO_END = re.compile(
    r"(?:^|[\s(„])(?:z\. ?B|d\. ?h|u\. ?a|v\. ?a|i\. ?d\. ?R|[A-Za-z]|\d{1,2}|ca|rd|Nr|Mio|Mrd|Tsd|"
    r"bzw|bzgl|insb|gem|einschl|zzgl|lt|Ziff|Abb|Std|St|Dr|Prof|evtl|inkl|exkl|Abs|Art|Str|ggf|"
    r"sog|max|min|mind|vgl|Tel|Hr|Fr)\.$",
    re.IGNORECASE,
)
ABBREVIATION_MAX_CHARS = 12
QUOTED_MAX_CHARS = 150


def sentences(text: str) -> Iterator[str]:
    """Yields the sentences of a text, in order; a paragraph ends one in any case."""
    begin = 0
    for match in END.finditer(text):
        end = match.start()
        if _is_end(text, match):
            if sentence := " ".join(text[begin:end].split()):
                yield sentence
            begin = match.end()
    if rest := " ".join(text[begin:].split()):
        yield rest


def _is_end(text: str, match: re.Match[str]) -> bool:
    """Looks back no further than an abbreviation or a quoted name reaches: a mark that is never
    closed must not swallow the rest, nor a long text take its length squared."""
    if match[0].count("\n") > 1:
        return True
    end = match.start()
    if NO_END.search(text, max(0, end - ABBREVIATION_MAX_CHARS), end):
        return False
    return not _is_quoting(text[max(0, end - QUOTED_MAX_CHARS) : end])


def _is_quoting(text: str) -> bool:
    """Returns whether a quotation has begun and not ended: „Kommunal? Digital!“ is one name."""
    return text.rfind("„") > max(text.rfind("“"), text.rfind("”"))
