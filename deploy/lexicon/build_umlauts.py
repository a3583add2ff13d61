"""Builds umlaute.txt: stems that Snowball throws together although they are of different words.

Run after build.py, in the same environment and with what suche.german.analysis needs:

    pip install simplemma==2.0.0 PyStemmer==3.1.0
    python deploy/lexicon/build_umlauts.py

Snowball drops umlauts: Bürger and Burg become "burg". A line has such a stem and how the words
with the umlaut begin ("burg buerg"); `analysis` keeps these apart. Only nouns against nouns
and verbs against verbs: zahlen and zählen differ, but Angst and ängstlich belong together.
"""

import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from build import Noun, read_nouns  # noqa: E402 - the module beside this one

from suche.german.analysis import lemma_of, snowball  # noqa: E402
from suche.german.lexicon import lexicon_key, words  # noqa: E402

COMMON = 3.5  # Zipf of both words: rarer ones are not worth an exception
BASE = str.maketrans("äöü", "aou")


def main() -> None:
    nouns = {lemma: noun for lemma, noun in read_nouns()[0].items() if not noun.name}
    common = [word for word, zipf in words().values() if zipf >= COMMON]
    found = apart([w for w in common if w[0].isupper() and lexicon_key(w) in nouns])
    found |= apart([w for w in common if w[0].islower() and w.endswith("n") and lemma_of(w) == w])
    found -= inflected(nouns)
    starts: dict[str, list[str]] = defaultdict(list)
    for stem, start in sorted(found):
        starts[stem].append(start)
    lines = [f"{stem} {' '.join(many)}\n" for stem, many in starts.items()]
    (ROOT / "suche/german/lexicon/umlaute.txt").write_text("".join(lines), encoding="ascii")
    print(len(lines))


def apart(lemmas: list[str]) -> set[tuple[str, str]]:
    """Stems of both a word with and one without umlaut, with the beginning of the former."""
    stems = {(snowball(lemma_of(w)), marked_stem(lemma_of(w))) for w in lemmas}
    plain = {stem for stem, start in stems if stem == start}
    return {(stem, start) for stem, start in stems if stem != start and stem in plain}


def inflected(nouns: dict[str, Noun]) -> set[tuple[str, str]]:
    """Stems of common plurals whose lemma simplemma does not know: Bäume stays with Baum."""
    owners: dict[str, list[str]] = defaultdict(list)
    for noun, entry in nouns.items():
        for form in entry.forms:
            owners[form].append(noun)
    found = set()
    for folded, (word, zipf) in words().items():
        lemma = lemma_of(word)
        start = marked_stem(lemma)
        if (
            zipf >= COMMON
            and owners[folded]
            and not any(o.startswith(start) for o in owners[folded])
        ):
            found.add((snowball(lemma), start))
    return found


def marked_stem(lemma: str) -> str:
    """The stem with the lemma's umlauts, folded: bürger, burg -> buerg."""
    stem = snowball(lemma)
    spelled = lemma.replace("ß", "ss")[: len(stem)]
    return lexicon_key(spelled) if spelled.translate(BASE) == stem else stem


if __name__ == "__main__":
    main()
