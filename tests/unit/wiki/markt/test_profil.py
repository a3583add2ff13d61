"""What a Kommune does, by status, and who of its size lies near."""

from types import SimpleNamespace
from typing import Any

from wiki.markt.verzeichnis import profil


def kommune(pk: int, lat: float | None = 50.0, typ: str = "Stadt", size: str = "klein") -> Any:
    fields = {"lat": lat, "lon": 8.0, "typ": typ, "groessenklasse": size, "name": f"Ort {pk}"}
    return SimpleNamespace(pk=pk, **fields)


def projekt(pk: int, title: str, status: str) -> Any:
    return SimpleNamespace(pk=pk, title=title, status=status)


def test_what_runs_stands_first_each_by_title() -> None:
    groups = profil.by_status(
        [projekt(1, "Zoo", "betrieb"), projekt(2, "Bau", "idee"), projekt(3, "Äpfel", "betrieb")]
    )
    assert [(g.titel, [p.pk for p in g.projekte]) for g in groups] == [
        ("Im Betrieb", [3, 1]),
        ("Ideen", [2]),
    ]


def test_no_project_is_lost_when_a_long_list_is_folded() -> None:
    (group,) = profil.by_status(projekt(n, f"P {n}", "betrieb") for n in range(12))
    assert group.gefaltet
    assert group.offen + group.gefaltet == group.projekte


def test_neighbours_are_of_the_same_size_and_kind_nearest_first() -> None:
    others = [
        kommune(1),
        kommune(2, 51.0),
        kommune(3, 50.1),
        kommune(4, 50.0, typ="Landkreis"),
        kommune(5, 50.0, size="groß"),
        kommune(6, None),
    ]
    found = profil.neighbours(kommune(1), others)
    assert [(one.kommune.pk, one.km) for one in found] == [(3, 11), (2, 111)]


def test_without_size_or_place_there_is_nobody_to_compare_with() -> None:
    assert profil.neighbours(kommune(1, None), [kommune(2)]) == []
    assert profil.neighbours(kommune(1, size=""), [kommune(2, size="")]) == []
