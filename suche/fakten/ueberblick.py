"""The overview above the hits: how many fit, how far they are, what it cost. Pure.

It consists of counts and names out of facts, each with the pages it comes from. Only hits that fit
well are counted, and a project of several Kommunen once. What nobody has written down is left out.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from wiki.fakten.codes import KommuneTyp, Status
from wiki.fakten.facts import Projektfakten, Uebernahme
from wiki.sorting import sort_key
from wiki.texte import euros, ngettext, noop
from wiki.texte import gettext as _

from .belege import Beleg, Belegt, beleg, count_projects, name_orte
from .kosten import Kostenantwort
from .status import by_statements, is_old

PRODUKTE_SHOWN = 5
GROUPS = {  # status -> how the group is called, in the order of what helps most
    Status.BETRIEB: noop("im Betrieb"),
    Status.UMSETZUNG: noop("in Umsetzung"),
    Status.PLANUNG: noop("in Planung"),
    Status.IDEE: noop("als Idee"),
    Status.BEENDET: noop("beendet"),
    Status.ABGEBROCHEN: noop("abgebrochen"),
}
COMPARABLE_AMOUNTS = 3  # with fewer, a span says more about the articles than about the price
LIKE_FACTOR = 20  # amounts further apart pay for different things: a router, a whole programme


@dataclass(frozen=True)
class Angabe(Belegt):
    """One line of the overview. `anzahl` says how many stand behind it: "2 Kommunen"."""

    text: str
    anzahl: str


@dataclass(frozen=True)
class Spanne(Belegt):
    """The range of amounts of one kind, in euros: "12.000 bis 85.000 €"."""

    art: str
    anzahl: int
    niedrigster: int
    hoechster: int

    @property
    def text(self) -> str:
        low, high = euros(self.niedrigster), euros(self.hoechster)
        if low == high:
            return low if self.anzahl == 1 else _("je {betrag}").format(betrag=low)
        # In German the sign stands once, behind both.
        return _("{von} bis {bis}").format(von=low.removesuffix(" €"), bis=high)


@dataclass(frozen=True)
class Ueberblick:
    """`projekte` were counted, of `kommunen` Kommunen together; `mit_jahr` of the projects say a
    year; `im_text` others have the word in their text only, or as one of several of a search word
    (`im_suchwort`); `verwandte` others are related.
    `weitere_produkte`: so many more are used, each by no more projects than the last one named.
    `ist_auswahl`: counted are those that fit well, and not all of a Thema or a place.
    `kostenantwort`, `erklaerung`: what was asked for. `wuensche`: what of the question's places and
    sizes these projects fulfil, as sentences. `alle`: ids of the projects where all of a Thema,
    place or year were counted."""

    satz: str
    projekte: int
    kommunen: int
    stand: tuple[Angabe, ...] = ()
    kosten: tuple[Spanne, ...] = ()
    jahre: tuple[int, int] | None = None
    mit_jahr: int = 0
    produkte: tuple[Angabe, ...] = ()
    weitere_produkte: int = 0
    wege: tuple[Angabe, ...] = ()
    uebernahmen: Angabe | None = None
    im_text: int = 0
    im_suchwort: bool = False
    verwandte: int = 0
    ist_auswahl: bool = True
    kostenantwort: Kostenantwort | None = None
    erklaerung: Beleg | None = None
    wuensche: tuple[str, ...] = ()
    alle: tuple[int, ...] = ()

    @property
    def saetze(self) -> tuple[str, ...]:
        """What is claimed, in sentences without a full stop; what was asked for comes first."""
        costs = (self.kostenantwort.satz,) if self.kostenantwort else ()
        others = (*_more_in_text(self.im_text, self.im_suchwort), *_more_related(self.verwandte))
        return (*costs, self.satz, *self.wuensche, *others)

    @property
    def teile(self) -> str:
        """What can be read besides: "Status, Kosten"."""
        parts = (
            (self.stand, _("Status")),
            (self.kosten, _("Kosten")),
            (self.produkte, _("Technik")),
            (self.wege or self.uebernahmen, _("Nachnutzung")),
        )
        return ", ".join(name for part, name in parts if part)


def build_ueberblick(
    fakten: Sequence[Projektfakten],
    wege: Mapping[str, str],
    this_year: int,
    *,
    by_kommune: bool = False,
    so: str = "",
) -> Ueberblick | None:
    """Builds the overview from the facts of all hits that fit well, best first. Returns None when
    there are none. `wege` names the ways of reuse; `by_kommune`: who it is was asked for; `so`:
    what they are besides ("aus Bayern")."""
    said = _besides((_("passt genau"), _("passen genau")), so)
    found = build_gruppe(said, fakten, this_year, by_kommune=by_kommune)
    if found is None:
        return None
    years = [f.status_jahr for f in fakten if f.status_jahr]
    spans = [
        _span(fakten, "kosten_einmalig", noop("einmalig")),
        _span(fakten, "kosten_laufend", noop("laufend im Jahr")),
    ]
    produkte = _by_value(fakten, lambda f: f.produkte, {})
    return replace(
        found,
        kosten=tuple(span for span in spans if span),
        jahre=(min(years), max(years)) if years else None,
        mit_jahr=len(years),
        produkte=tuple(produkte[:PRODUKTE_SHOWN]),
        weitere_produkte=len(produkte[PRODUKTE_SHOWN:]),
        wege=tuple(_by_value(fakten, lambda f: f.nachnutzungswege, wege)),
        uebernahmen=_taken_over(fakten),
    )


def build_nennung(
    names: Sequence[str],
    fakten: Sequence[Projektfakten],
    this_year: int,
    *,
    in_text: int = 0,
    as_search_word: bool = False,
    by_kommune: bool = False,
    so: str = "",
) -> Ueberblick | None:
    """Builds the overview of projects that name one thing. `names`: what was asked for, and what
    it is called there as well; `in_text`: so many more have the word in their text only, or some of
    them in a search word of several words (`as_search_word`); `so`: what they are besides ("aus
    Bayern")."""
    quoted = _quoted(names)
    named = (_("nennt {name}").format(name=quoted), _("nennen {name}").format(name=quoted))
    said = _besides(named, so)
    found = build_gruppe(said, fakten, this_year, by_kommune=by_kommune)
    return replace(found, im_text=in_text, im_suchwort=as_search_word) if found else None


def _besides(said: tuple[str, str], so: str) -> tuple[str, str]:
    if not so:
        return said
    one, many = said
    return (
        _("{aussage} und ist {so}").format(aussage=one, so=so),
        _("{aussage} und sind {so}").format(aussage=many, so=so),
    )


def _quoted(names: Sequence[str]) -> str:
    if len(names) > 2:
        return _("„{name}“ oder ein anderes Wort dafür").format(name=names[0])
    if len(names) == 2:
        return _("„{name}“ oder „{anderer}“").format(name=names[0], anderer=names[1])
    return _("„{name}“").format(name=names[0])


def build_gruppe(
    said: tuple[str, str],
    fakten: Sequence[Projektfakten],
    this_year: int,
    *,
    by_kommune: bool = False,
    by_title: bool = False,
) -> Ueberblick | None:
    """Builds the overview of projects with one thing in common: how many, and how far they are.
    `said`: what one project does, and what several do ("ist aus Trier", "sind aus Trier");
    `by_title`: all are of one place, whose name would tell none from the other.
    Nothing is said about costs or products: a name is no question for experiences."""
    if not fakten:
        return None
    kommunen = count_kommunen(fakten)[0]
    who = count_projects(len(fakten))
    if by_kommune and kommunen and len(fakten) + kommunen > 2:
        who = _("{projekte} aus {kommunen}").format(projekte=who, kommunen=_kommunen(kommunen))
    one, many = said
    satz = _("{projekte} {aussage}").format(projekte=who, aussage=one if len(fakten) == 1 else many)
    return Ueberblick(
        satz=_with_running(satz, fakten, this_year),
        projekte=len(fakten),
        kommunen=kommunen,
        stand=tuple(_by_status(fakten, this_year, by_kommune, by_title)),
    )


def build_verwandte(fakten: Sequence[Projektfakten]) -> Ueberblick | None:
    """Builds the overview for a question of which nobody can say that a project answers it
    exactly."""
    return Ueberblick(related_said(len(fakten)), projekte=0, kommunen=0) if fakten else None


def related_said(number: int) -> str:
    """Says how many projects are related. That none fits exactly would be too much: of questions
    that use other words than the articles, one of these is often what was asked for."""
    return ngettext(
        "1 verwandtes Projekt; ob es genau passt, zeigt erst der Artikel",
        "{anzahl} verwandte Projekte; ob eines genau passt, zeigen erst die Artikel",
        number,
    ).format(anzahl=number)


def count_kommunen(fakten: Iterable[Projektfakten]) -> tuple[int, int]:
    """Counts (distinct Kommunen, districts among them); those without a name are left out."""
    orte = {ort.slug: ort for f in fakten for ort in f.kommunen if ort.typ != KommuneTyp.LAND}
    return len(orte), sum(ort.typ == KommuneTyp.LANDKREIS for ort in orte.values())


def _kommunen(number: int) -> str:
    return ngettext("{anzahl} Kommune", "{anzahl} Kommunen", number).format(anzahl=number)


def _more_related(number: int) -> tuple[str, ...]:
    """Whoever reads that one fits must not write down that there is no other."""
    if not number:
        return ()
    said = ngettext(
        "1 weiteres ist verwandt; ob es auch passt, zeigt der Artikel",
        "{anzahl} weitere sind verwandt; ob eines auch passt, zeigen die Artikel",
        number,
    )
    return (said.format(anzahl=number),)


def _more_in_text(number: int, as_search_word: bool) -> tuple[str, ...]:
    if not number:
        return ()
    if as_search_word:
        said = ngettext(
            "Im Text oder in einem Suchwort steht das Wort noch bei einem weiteren Projekt",
            "Im Text oder in einem Suchwort steht das Wort noch bei {anzahl} weiteren Projekten",
            number,
        )
    else:
        said = ngettext(
            "Im Text steht das Wort noch bei einem weiteren Projekt",
            "Im Text steht das Wort noch bei {anzahl} weiteren Projekten",
            number,
        )
    return (said.format(anzahl=number),)


def _with_running(satz: str, fakten: Sequence[Projektfakten], this_year: int) -> str:
    """Says how many are running: "..., davon 5 im Betrieb (2 nach älterer Angabe)". Nothing is
    said when none is, and of a single project."""
    running = [f for f in fakten if f.status == Status.BETRIEB]
    if not running or len(fakten) == 1:
        return satz
    old = [f.status_jahr for f in running if is_old(f.status, f.status_jahr, this_year)]
    said = _(_running_of(len(running), len(fakten))).format(satz=satz, anzahl=len(running))
    if not old:
        return said
    number = "" if len(old) == len(running) else f"{len(old)} "
    return f"{said} ({number}{by_statements(old)})"


def _running_of(running: int, number: int) -> str:
    if running < number:
        return noop("{satz}, davon {anzahl} im Betrieb")
    return noop("{satz}, beide im Betrieb") if number == 2 else noop("{satz}, alle im Betrieb")


def _by_status(
    fakten: Sequence[Projektfakten], this_year: int, by_kommune: bool, by_title: bool
) -> Iterator[Angabe]:
    """Makes one line for each status. What was running or under way in an old statement, or in
    one without a year, is told apart."""
    for status, text in GROUPS.items():
        group = [f for f in fakten if f.status == status]
        old = [f for f in group if is_old(f.status, f.status_jahr, this_year)]
        current = [f for f in group if f not in old]
        if current:
            yield _group(_(text), current, by_kommune, by_title)
        if old:
            then = f"{_(text)} {by_statements(f.status_jahr for f in old)}"
            yield _group(then, old, by_kommune, by_title)


def _group(text: str, fakten: Sequence[Projektfakten], by_kommune: bool, by_title: bool) -> Angabe:
    if by_title:
        titled = [replace(beleg(f, _year(f)), text=f.titel) for f in fakten]
        return Angabe(text, count_projects(len(fakten)), belege=tuple(titled))
    number = count_kommunen(fakten)[0]
    belege = tuple(
        beleg(f, _year(f))
        for one in fakten
        for f in (_of_each_kommune(one) if by_kommune else [one])
    )
    return Angabe(text, _kommunen(number) if number else count_projects(len(fakten)), belege=belege)


def _year(f: Projektfakten) -> str:
    return str(f.status_jahr or _("ohne Jahr"))


def _of_each_kommune(f: Projektfakten) -> list[Projektfakten]:
    """Returns a project of several Kommunen once for each of them, as if it were theirs alone, for
    overviews that list who has something."""
    return [replace(f, kommunen=(ort,)) for ort in f.kommunen] or [f]


def _span(fakten: Sequence[Projektfakten], field: str, art: str) -> Spanne | None:
    """The lowest and the highest amount in a field of the facts; None when too few say one, or when
    they are not alike."""
    known = [(euro, f) for f in fakten if (euro := getattr(f, field)) is not None]
    known.sort(key=lambda pair: pair[0])
    if len(known) < COMPARABLE_AMOUNTS or known[-1][0] > LIKE_FACTOR * known[0][0]:
        return None
    belege = tuple(beleg(f, euros(e), getattr(f, f"{field}_hinweis")) for e, f in known)
    return Spanne(art, len(known), known[0][0], known[-1][0], belege=belege)


def _by_value(
    fakten: Sequence[Projektfakten],
    values: Callable[[Projektfakten], Iterable[str]],
    names: Mapping[str, str],
) -> list[Angabe]:
    """Makes one line for each value, those of most projects first."""
    pages: dict[str, list[Projektfakten]] = {}
    for f in fakten:
        for value in dict.fromkeys(values(f)):
            pages.setdefault(_(names[value]) if value in names else value, []).append(f)
    order = sorted(pages.items(), key=lambda item: (-len(item[1]), sort_key(item[0])))
    return [
        Angabe(text, str(len(found)), belege=tuple(beleg(f) for f in found))
        for text, found in order
    ]


def _taken_over(fakten: Sequence[Projektfakten]) -> Angabe | None:
    """Lists the Kommunen that took one of these solutions over, and whose it was."""
    pairs = [(f, u) for f in fakten for u in f.uebernahmen]
    if not pairs:
        return None
    number = len({u.ort.slug for _, u in pairs if u.ort.typ != KommuneTyp.LAND})
    said = _kommunen(number) if number else str(len(pairs))
    belege = tuple(_uebernahme(f, u) for f, u in pairs)
    return Angabe(_("Nachgenutzt von"), said, belege=belege)


def _uebernahme(f: Projektfakten, uebernahme: Uebernahme) -> Beleg:
    text = uebernahme.ort.name
    of = _("von {orte}").format(orte=name_orte(f.kommunen)) if f.kommunen else ""
    return Beleg(
        f.adresse, f.titel, text, ", ".join(filter(None, [str(uebernahme.jahr or ""), of]))
    )
