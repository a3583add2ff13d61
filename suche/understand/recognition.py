"""Places, status, years and sizes named in a question. Pure; `suche.german.names` knows the places.

What is recognised only moves pages up (suche.rank.bonus): a mistake hides nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from suche.german.names import EVERYDAY, Name, Names
from suche.german.ranges import sizes, years
from wiki.fakten.codes import Status
from wiki.german.letters import BARE_WORD, spelt_out
from wiki.texte import noop

from .asked.given_up import words_of_giving_up
from .asked.subject import subject
from .asked.who import tells_of_plan
from .spans import Span

SKETCH_MIN_WORDS = 60  # a longer text is a sketch: it names its writer's own town, which is no wish
MAX_ERKANNT = 6
ARTEN = {
    "kommune": noop("Kommune"),
    "kreis": noop("Kreis"),
    "land": noop("Land"),
    "status": noop("Status"),
    "jahr": noop("Jahr"),
    "groesse": noop("Größe"),
}
PLACES = {"kommune", "kreis", "land"}  # of ARTEN
JOINED = re.compile(r"[\s/–.(-]*")  # what may stand between the words of one name
HOW_SAID = {
    Status.IDEE: r"ideenphase|ideenstadium",
    # "Geplant wird per App" says how, and not how far.
    Status.PLANUNG: r"in (?:der )?planung|in planning|geplante[nrsm]?|(?<=\bwer )plant"
    r"|(?<=\bist )geplant|(?<=\bsind )geplant|geplant(?= (?:ist|sind|(?-i:[A-ZÄÖÜ])))",
    Status.UMSETZUNG: r"in (?:der )?umsetzung|im aufbau|being implemented",
    Status.BETRIEB: r"(?:im|in) (?:regel|echt|wirk|produktiv)?betrieb|in operation",
    Status.BEENDET: r"beendete?[nrsm]?|abgeschlossene?[nrsm]?|ausgelaufene?[nrsm]?"
    # People are "eingestellt" as well.
    r"|(?:wieder )?eingestellt (?:wurden?|worden)|eingestellte[nrsm]? (?=Projekt)"
    r"|(?<=oder )(?:wieder )?eingestellt(?=\s*(?:[?.,;]|$))|discontinued",
    Status.ABGEBROCHEN: r"abgebrochene?[nrsm]?|gescheiterte?[nrsm]?|gestoppte?[nrsm]?"
    r"|nicht (?:geklappt|funktioniert|gelungen)|schief(?:ge)?gangene?[nrsm]?|misslungene?[nrsm]?"
    r"|cancell?ed|abandoned|scrapped|failed (?=projects?|pilots?|trials?|attempts?)"
    r"|(?<=that )failed|(?<=or )failed|(?<=has )failed|(?<=have )failed",
}
STATUS_WORDS = re.compile(
    r"\b(?:" + "|".join(f"(?P<{key}>{words})" for key, words in HOW_SAID.items()) + r")\b",
    re.IGNORECASE,
)

# "Sensoren für geplante Parkplätze": what is planned is something else than what is asked for.
OF_ANOTHER_THING = re.compile(
    r"\b(?:für|mit|an|auf|bei|von|vom|zu|zum|zur|nach|über|aus|des|eine[rs]|unsere[mnrs]?)"
    r"\s+(?:(?:die|den|dem|der|das|eine[mnrs]?)\s+)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Erkannt:
    """Something that a question names: its kind (a key of ARTEN), its value, its label for readers,
    and where it stands in the text."""

    art: str
    key: str
    label: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        return self.start, self.end

    @property
    def is_place(self) -> bool:
        return self.art in PLACES

    @property
    def code(self) -> str:
        """The form it has in addresses, for example `kommune:kaiserslautern`."""
        return f"{self.art}:{self.key}"


def recognise(text: str, names: Names) -> tuple[Erkannt, ...]:
    """Returns what a question names, in reading order, each once. A pasted sketch gives nothing."""
    words = list(BARE_WORD.finditer(text))
    if len(words) > SKETCH_MIN_WORDS:
        return ()
    found: dict[str, Erkannt] = {}
    taken: set[int] = set()
    ranges, places = tuple(_ranges(text)), tuple(_places(text, words, names))
    for erkannt in (*ranges, *_status(text, (*ranges, *places)), *places):
        span = range(erkannt.start, erkannt.end)
        if taken.isdisjoint(span):
            taken.update(span)
            found.setdefault(erkannt.code, erkannt)
    return tuple(sorted(found.values(), key=lambda erkannt: erkannt.start)[:MAX_ERKANNT])


def _ranges(text: str) -> Iterator[Erkannt]:
    for art, ranges in (("groesse", sizes(text)), ("jahr", years(text))):
        yield from (Erkannt(art, r.key, r.label, r.start, r.end) for r in ranges)


def _places(text: str, words: list[re.Match[str]], names: Names) -> Iterator[Erkannt]:
    """Yields the longest name that begins at each word."""
    folded = [spelt_out(word[0]) for word in words]
    at = 0
    while at < len(words):
        length, name = _name_at(text, words, folded, at, names)
        if name:
            start, end = words[at].start(), words[at + length - 1].end()
            yield Erkannt(name.art, name.key, name.label, start, end)
        at += length


def _name_at(
    text: str, words: list[re.Match[str]], folded: list[str], at: int, names: Names
) -> tuple[int, Name | None]:
    """Returns (number of words, name) for the name that begins at word `at`; (1, None) where no
    name does."""
    for length in range(min(names.longest, len(words) - at), 0, -1):
        name = names.phrases.get(tuple(folded[at : at + length]))
        if name and _written_as_name(text, words[at : at + length], name):
            return length, name
    return 1, None


def _written_as_name(text: str, words: list[re.Match[str]], name: Name) -> bool:
    """Returns whether only blanks and hyphens stand between the name's words, and a capital where
    an everyday word needs one to be a name."""
    gaps = (text[a.end() : b.start()] for a, b in pairwise(words))
    capital = all(word[0][0].isupper() for word in words if spelt_out(word[0]) in EVERYDAY)
    return all(map(JOINED.fullmatch, gaps)) and (capital or not name.capital)


def _status(text: str, beside: Sequence[Erkannt]) -> Iterator[Erkannt]:
    """Yields the status that a question names; none where a plan is told of ("Geplant ist die
    Umstellung bis 2027"), and none of another thing ("für geplante Parkplätze"). `beside`: what
    else it names."""
    if tells_of_plan(text):
        return
    spans = [
        (match.lastgroup or "", match.span())
        for match in STATUS_WORDS.finditer(text)
        if not OF_ANOTHER_THING.search(text[: match.start()])
    ]
    spans = spans or [(Status.ABGEBROCHEN, span) for span in _given_up(text, beside)]
    for key, span in spans:
        yield Erkannt("status", key, Status(key).label, *span)


def _given_up(text: str, beside: Sequence[Erkannt]) -> Sequence[tuple[int, int]]:
    """Returns where a question says that things were given up, and names none of them: "Welche
    Projekte wurden wieder eingestellt?". Of a thing its page says whether it was."""
    words = set(words_of_giving_up(text))
    spans = [match.span() for match in BARE_WORD.finditer(text) if match[0].lower() in words]
    named = [(erkannt.start, erkannt.end) for erkannt in beside]
    return [] if subject(text, (*spans, *named)) else spans[-1:]
