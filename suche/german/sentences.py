"""A German text cut into sentences. Pure."""

import re
from collections.abc import Iterator

END = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][“”\")]))\s+(?=[„\"(»A-ZÄÖÜ0-9])|\s*\n\s*\n\s*")
# Behind these a full stop ends no sentence; "19. April" is a day.
NO_END = re.compile(
    r"(?:^|[\s(„])(?:z\. ?B|d\. ?h|u\. ?a|v\. ?a|i\. ?d\. ?R|[A-Za-z]|\d{1,2}|ca|rd|Nr|Mio|Mrd|Tsd|"
    r"bzw|St|Dr|Prof|evtl|inkl|exkl|Abs|Art|Str|ggf|sog|max|min|mind|vgl|Tel|Hr|Fr)\.$",
    re.IGNORECASE,
)


def sentences(text: str) -> Iterator[str]:
    """Yields the sentences of a text, in order; a paragraph ends one in any case."""
    begin = 0
    for match in END.finditer(text):
        sentence = text[begin : match.start()]
        if "\n" in match[0] or not (NO_END.search(sentence) or _is_quoting(sentence)):
            if sentence.strip():
                yield " ".join(sentence.split())
            begin = match.end()
    if rest := " ".join(text[begin:].split()):
        yield rest


def _is_quoting(text: str) -> bool:
    """Returns whether a quotation has begun and not ended: „Kommunal? Digital!“ is one name."""
    return text.count("„") > text.count("“") + text.count("”")
