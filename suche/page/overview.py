"""The sentences above the hits: what the wiki claims, for the page and for the Vermerk alike."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from suche.answer.ergebnis import Ergebnis
from suche.answer.quotes import sentences_of
from suche.answer.reply import Reply
from suche.answer.wegweiser import Wegweiser, asks_for_all_wished
from suche.fakten.cost_sentences import speaks_of_costs
from suche.fakten.erklaerung import explain
from suche.fakten.kosten import answer_costs
from suche.fakten.ueberblick import (
    Ueberblick,
    build_gruppe,
    build_nennung,
    build_ueberblick,
    build_verwandte,
)
from suche.fakten.wuensche import (
    fulfils_all,
    not_from,
    others_told,
    said_together,
    wishes_told,
)
from suche.german.synonyms import key_of, words_of
from suche.rank.levels import WEAK
from suche.rank.naming.mentions import says
from suche.understand.asked.frageart import Frageart
from suche.understand.asked.who import tells_of_own_town
from suche.understand.recognition import Erkannt
from wiki.fakten.codes import Nachnutzungsweg
from wiki.fakten.facets import admits
from wiki.fakten.facts import Projektfakten
from wiki.fakten.filters import SEARCH_FILTERS, STATUS, Auswahl
from wiki.fakten.loading import load_fakten
from wiki.models.projektseite import heute
from wiki.texte import OR, listed, ngettext, noop
from wiki.texte import gettext as _

WEGE = dict(Nachnutzungsweg.choices)
ANOTHER_WORD = ["", ""]  # two entries more than the name itself are not quoted
WITHOUT_IT = noop("Dass es ohne {wort} geht, sagt der Artikel ausdrücklich")
NOT_WITHOUT_IT = noop("Dass es ohne {wort} geht, sagt der Artikel nicht ausdrücklich")
SENTENCES_A_PROJECT = 2  # that speak of costs and are quoted
Fakten = Mapping[int, Projektfakten]


def overview_of(
    reply: Reply, wegweiser: Sequence[Wegweiser], auswahl: Auswahl
) -> Ueberblick | None:
    """Loads the facts of the hits and returns the overview."""
    fakten = {f.pk: f for f in load_fakten(reply.ergebnis.reihenfolge)}
    return build_overview(reply.ergebnis, reply.preferred, wegweiser, fakten, auswahl)


def build_overview(
    ergebnis: Ergebnis,
    preferred: Sequence[Erkannt],
    wegweiser: Sequence[Wegweiser],
    fakten: Fakten,
    auswahl: Auswahl,
) -> Ueberblick | None:
    """Returns what is claimed of the projects that answer; None when none does. `fakten`: page id
    -> facts, of all hits. Who asks for all of a Thema or a place gets all, and no selection."""
    everything = next((one for one in wegweiser if one.ist_alles), None)
    if everything:
        return _of_all(everything, auswahl)
    if asks_for_all_wished(ergebnis.question, preferred):
        so = listed([said_together(preferred), *not_from(ergebnis.question.avoided)])
        return Ueberblick(_("Kein Projekt ist {so}").format(so=so), projekte=0, kommunen=0)
    wishes = _open(preferred, auswahl)
    conditions = [] if tells_of_own_town(ergebnis.question.text) else wishes
    counted, elsewhere = _split(_counted(ergebnis, fakten), conditions)
    found = _counted_overview(ergebnis, counted, fakten, _so(ergebnis, wishes, elsewhere))
    if ergebnis.question.art == Frageart.KOSTEN:
        found = _with_costs(found, counted, _related(ergebnis, fakten))
    if found is None:
        return _of_the_related(wishes, _related(ergebnis, fakten))
    if {f.pk for f in counted} != fakten.keys() & set(ergebnis.genau):
        found = replace(found, ist_auswahl=False)
    if ergebnis.question.art == Frageart.ERKLAERUNG:
        texts = sentences_of([f.pk for f in counted])
        found = replace(found, erklaerung=explain(ergebnis.question.subject, counted, texts))
    others = [f for f in _related(ergebnis, fakten) if f not in counted]
    told = others_told(wishes, elsewhere) or wishes_told(wishes, counted, others)
    perhaps = [f for f in others if f not in elsewhere and f.pk not in ergebnis.ausgeschlossen]
    further = [] if ergebnis.ist_nennung or not counted else perhaps
    told = (*told, *_without_told(ergebnis, counted))
    found = replace(found, wuensche=told, verwandte=len(further))
    return _of_the_best(found) if ergebnis.mehr else found


def _so(ergebnis: Ergebnis, wishes: Sequence[Erkannt], elsewhere: Collection[Projektfakten]) -> str:
    """Says what those have in common that are counted, where there are others: "aus Bayern und
    nicht aus München"."""
    wished = [wish for wish in wishes if wish.art != STATUS.name] if elsewhere else []
    avoided = ergebnis.question.avoided if ergebnis.gemieden else ()
    return listed([*([said_together(wished)] if wished else []), *not_from(avoided)])


def _without_told(ergebnis: Ergebnis, counted: Sequence[Projektfakten]) -> Iterator[str]:
    """Says of how many projects it is known that they do without what the question excludes: the
    others may have it and not say so."""
    if not ergebnis.leaves_out:
        return
    words = [_("„{name}“").format(name=word) for word in ergebnis.question.without]
    number = sum(f.pk in ergebnis.mentions.free_of_it for f in counted)
    if len(counted) == 1:
        said = _(WITHOUT_IT) if number else _(NOT_WITHOUT_IT)
    elif number:
        said = ngettext(
            "Dass es ohne {wort} geht, sagt davon 1 ausdrücklich",
            "Dass es ohne {wort} geht, sagen davon {anzahl} ausdrücklich",
            number,
        )
    else:
        said = _("Dass es ohne {wort} geht, sagt davon keines ausdrücklich")
    yield said.format(wort=listed(words, pattern=OR), anzahl=number)


def _of_the_related(
    wishes: Sequence[Erkannt], related: Sequence[Projektfakten]
) -> Ueberblick | None:
    """Says of projects that are only related which of them are from where, or as large, as was
    asked for: a reader must not take them for that."""
    found = build_verwandte(related)
    return replace(found, wuensche=wishes_told(wishes, related, ())) if found else None


def _of_the_best(found: Ueberblick) -> Ueberblick:
    """Says that more than what was counted may fit: the ranking looks no deeper."""
    satz = _("Unter den besten Treffern: {aussage}").format(aussage=found.satz)
    return replace(found, satz=satz, im_text=0)


def _of_all(wegweiser: Wegweiser, auswahl: Auswahl) -> Ueberblick | None:
    projects = load_fakten(wegweiser.projekte)
    passing = [f for f in projects if admits(auswahl.filters, SEARCH_FILTERS, f)]
    found = build_gruppe(wegweiser.gehoert, passing, heute().year, by_title=wegweiser.nach_titel)
    alle = tuple(f.pk for f in passing)
    return replace(found, ist_auswahl=False, alle=alle) if found else None


def _split(
    counted: Sequence[Projektfakten], wishes: Sequence[Erkannt]
) -> tuple[list[Projektfakten], list[Projektfakten]]:
    """Returns (those that have all that is wished for, the others); where none is from there or as
    large, all. A status is part of the matter: where none has it, none is counted."""
    having = [f for f in counted if fulfils_all(f, wishes)]
    is_of_matter = any(wish.art == STATUS.name for wish in wishes)
    if not wishes or not (having or is_of_matter):
        return list(counted), []
    return having, [f for f in counted if f not in having]


def _counted(ergebnis: Ergebnis, fakten: Fakten) -> list[Projektfakten]:
    """Returns the facts of the projects that are counted: those that fit well, wherever they are.
    If the question asks for a name, all that name it are counted, and if it asks for the costs of a
    name, these alone, whether they tell their costs or not."""
    counted = set(ergebnis.genau) | ergebnis.anderswo
    if ergebnis.ist_nennung:
        asks_costs = ergebnis.question.art == Frageart.KOSTEN
        counted = (set() if asks_costs else counted) | ergebnis.mentions.named
    counted -= ergebnis.gemieden
    return [fakten[pk] for pk in ergebnis.reihenfolge if pk in counted and pk in fakten]


def _counted_overview(
    ergebnis: Ergebnis, counted: Sequence[Projektfakten], fakten: Fakten, so: str
) -> Ueberblick | None:
    who = ergebnis.question.art == Frageart.NUTZER
    if not ergebnis.ist_nennung:
        return build_ueberblick(counted, WEGE, heute().year, by_kommune=who, so=so)
    mentions = ergebnis.mentions
    others = fakten.keys() & ergebnis.stufen.keys() - ergebnis.gemieden - {f.pk for f in counted}
    in_text, as_search_word = mentions.in_text & others, mentions.as_search_word & others
    return build_nennung(
        _names(ergebnis, counted),
        counted,
        heute().year,
        in_text=len(in_text | as_search_word),
        as_search_word=bool(as_search_word - in_text),
        by_kommune=who,
        so=so,
    )


def _names(ergebnis: Ergebnis, counted: Sequence[Projektfakten]) -> list[str]:
    """Returns what is named, first as it was asked for. Of two alternatives both, where the pages
    call them so."""
    alternatives = [one.text for one in ergebnis.question.alternatives]
    if not alternatives:
        return [ergebnis.gesucht, *_other_names(ergebnis, counted)]
    mentions = [m for f in counted for m in ergebnis.mentions.by_page.get(f.pk, ())]
    as_asked = all(any(says(m.word, name) for name in alternatives) for m in mentions)
    whole = len(alternatives) == 2 and as_asked
    return alternatives if whole else [ergebnis.gesucht, *([] if as_asked else ANOTHER_WORD)]


def _other_names(ergebnis: Ergebnis, counted: Sequence[Projektfakten]) -> list[str]:
    """What the thing is called where it is called otherwise. Of a name of several words, or with a
    place in it, all pages that name it hold the whole."""
    about = ergebnis.question.about
    if any(f.pk not in ergebnis.mentions.named for f in counted):
        return ANOTHER_WORD
    if len(about) > 1 or ergebnis.mentions.is_phrase:
        return []
    mentions = [m for f in counted for m in ergebnis.mentions.by_page.get(f.pk, ())]
    ours = [m for m in mentions if m.unit in about]
    others = {key_of(words_of(m.word)): m.word for m in ours if m.is_other_name and m.is_whole}
    # Parts that stand apart, another form ("Park" for "Parken") or a compound of another word
    # cannot be quoted as the name.
    unlike = any(
        not ((m.is_other_name and m.is_whole) or says(m.word, ergebnis.gesucht)) for m in ours
    )
    return [*others.values(), *(ANOTHER_WORD if unlike else [])]


def _related(ergebnis: Ergebnis, fakten: Fakten) -> list[Projektfakten]:
    return [
        fakten[pk] for pk in ergebnis.reihenfolge if pk in fakten and ergebnis.stufen[pk] != WEAK
    ]


def _with_costs(
    found: Ueberblick | None, counted: Sequence[Projektfakten], related: Sequence[Projektfakten]
) -> Ueberblick | None:
    """Related projects may say what such a thing costs, too; where no project answers exactly,
    they are all there is."""
    overview = found or build_verwandte(related)
    if overview is None:
        return None
    texts = {
        pk: [s for s in said if speaks_of_costs(s)][:SENTENCES_A_PROJECT]
        for pk, said in sentences_of([f.pk for f in related]).items()
    }
    if not found:
        return replace(overview, kostenantwort=answer_costs(related, texts, "verwandten"))
    others = answer_costs([f for f in related if f not in counted], texts)
    answer = replace(answer_costs(counted, texts), verwandte=others.angaben)
    return replace(overview, kostenantwort=answer, kosten=())


def _open(preferred: Sequence[Erkannt], auswahl: Auswahl) -> list[Erkannt]:
    """Leaves out what is a filter already: all hits fulfil it."""
    return [one for one in preferred if one.key not in auswahl.filters.get(one.art, ())]
