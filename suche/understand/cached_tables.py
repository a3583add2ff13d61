"""What questions need of small tables, kept until one of them changes, in this process or in
another one: a change acts at once."""

from collections.abc import Iterator

from suche.german.names import Names, Place, build_names
from suche.german.synonyms import Wortschatz, build_wortschatz
from suche.models import Eigenname, Synonym
from wiki.gemeinden.names import name_keys
from wiki.models import Gemeinde, Gemeindestand, Kommune
from wiki.platform.table_cache import TableCache


def current_wortschatz() -> Wortschatz:
    """Returns the editors' synonyms and names."""
    return _wortschatz.get()


def current_names() -> Names:
    """Returns the names of Kommunen and Länder that are recognised in questions."""
    return _names.get()


def names_of_register() -> frozenset[str]:
    """Returns the keys of the names of all municipalities of the register."""
    return _register.get()


def _load_wortschatz() -> Wortschatz:
    return build_wortschatz(_pairs(), Eigenname.objects.values_list("wort", flat=True))


def _pairs() -> Iterator[tuple[str, str]]:
    for synonym in Synonym.objects.order_by("pk"):
        for entsprechung in synonym.entsprechungen_liste:
            yield synonym.begriff, entsprechung
            if synonym.richtung == Synonym.Richtung.BEIDE:
                yield entsprechung, synonym.begriff


def _load_names() -> Names:
    rows = Kommune.objects.order_by("pk").values_list("slug", "name", "typ", "land")
    return build_names([Place(*row) for row in rows])


def _load_register() -> frozenset[str]:
    names = Gemeinde.objects.filter(aufgeloest=False).values_list("name", flat=True)
    return frozenset(key for name in names.iterator() for key in name_keys(name))


_wortschatz = TableCache(_load_wortschatz, Synonym, Eigenname)
_names = TableCache(_load_names, Kommune)
_register = TableCache(_load_register, Gemeindestand)
