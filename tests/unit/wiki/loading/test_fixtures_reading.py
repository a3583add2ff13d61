"""wiki.loading.fixtures.read_fixtures: what it refuses, and that it names the file."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from wiki.exceptions import FixtureInvalid
from wiki.loading.fixtures import Fixture, Fixtures, read_fixtures
from wiki.loading.loading import _paragraphs

KOMMUNEN = [{"name": "Musterstadt", "slug": "musterstadt", "typ": "Stadt", "land": "Hessen"}]
THEMEN = [{"name": "Kita", "slug": "kita"}]
SEITEN = [{"art": "startseite", "slug": "start", "titel": "Start"}]
PROJEKT: dict[str, Any] = {
    "titel": "Kita-Portal",
    "kurzfassung": "Eltern melden Kinder an.",
    "kommunen": ["Musterstadt"],
    "themen": ["Kita"],
    "status": "betrieb",
}
TREFFEN: dict[str, Any] = {
    "titel": "Treffen",
    "kurzfassung": "Alle treffen sich.",
    "datum": date(2024, 5, 1),
    "projekte": ["kitaportal"],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small fixtures folder without faults."""
    lists = (("kommunen", KOMMUNEN), ("themen", THEMEN), ("seiten", SEITEN))
    for name, entries in lists:
        write(tmp_path / f"{name}.yaml", entries)
    write(tmp_path / "projekte" / "kitaportal.yaml", PROJEKT)
    write(tmp_path / "veranstaltungen" / "treffen.yaml", TREFFEN)
    return tmp_path


def write(path: Path, content: object) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def refusal(folder: Path) -> str:
    with pytest.raises(FixtureInvalid) as refused:
        read_fixtures(folder)
    return str(refused.value)


def with_projekt(folder: Path, **changes: object) -> Path:
    write(folder / "projekte" / "kitaportal.yaml", PROJEKT | changes)
    return folder


def test_a_key_that_stands_twice_is_named_with_its_lines(folder: Path) -> None:
    (folder / "projekte" / "kitaportal.yaml").write_text("titel: A\nstatus: idee\ntitel: B\n")
    said = "kitaportal.yaml: „titel“ steht zweimal darin: in Zeile 1 und in Zeile 3"
    assert said in refusal(folder)


def test_a_folder_without_faults_is_read_in_the_order_of_writing(folder: Path) -> None:
    assert [fixture.key for fixture in read_fixtures(folder)] == [
        "kommune/musterstadt",
        "thema/kita",
        "seite/start",
        "projekt/kitaportal",
        "veranstaltung/treffen",
    ]


def test_an_unknown_kommune_is_named_with_its_file(folder: Path) -> None:
    message = refusal(with_projekt(folder, kommunen=["Musterstadt", "Atlantis"]))
    assert "projekte/kitaportal.yaml: Kommune unbekannt: Atlantis." in message


def test_an_unknown_kommune_that_took_over_is_found_too(folder: Path) -> None:
    message = refusal(with_projekt(folder, nachgenutzt_von=[{"kommune": "Atlantis"}]))
    assert "Kommune unbekannt: Atlantis." in message


def test_an_unknown_thema_is_named_with_its_file(folder: Path) -> None:
    message = refusal(with_projekt(folder, themen=["Raumfahrt"]))
    assert "projekte/kitaportal.yaml: Thema unbekannt: Raumfahrt." in message


def test_an_unknown_projekt_is_named_with_its_file(folder: Path) -> None:
    write(folder / "veranstaltungen" / "treffen.yaml", TREFFEN | {"projekte": ["mondbasis"]})
    assert "veranstaltungen/treffen.yaml: Projekt unbekannt: mondbasis." in refusal(folder)


@pytest.mark.parametrize(
    ("slug", "message"), [("abfall", "Projekt unbekannt: abfall."), ("wald", "Alphabet davor")]
)
def test_a_related_project_stands_in_a_file_before(folder: Path, slug: str, message: str) -> None:
    write(folder / "projekte" / "wald.yaml", PROJEKT)
    said = refusal(with_projekt(folder, verwandte=[slug]))
    assert "projekte/kitaportal.yaml: " in said
    assert message in said


def test_an_unknown_field_is_named_with_its_file(folder: Path) -> None:
    message = refusal(with_projekt(folder, kurtzfassung="Tippfehler"))
    assert "projekte/kitaportal.yaml" in message
    assert "Feld unbekannt: ['kurtzfassung']" in message


@pytest.mark.parametrize("name", ["titel", "kurzfassung"])
@pytest.mark.parametrize("value", ["", None])
def test_title_and_summary_are_needed(folder: Path, name: str, value: str | None) -> None:
    assert "kitaportal.yaml: titel, kurzfassung" in refusal(with_projekt(folder, **{name: value}))


@pytest.mark.parametrize("name", ["kommunen", "themen"])
def test_a_projekt_without_kommunen_or_themen_is_refused(folder: Path, name: str) -> None:
    fields = {key: value for key, value in PROJEKT.items() if key != name}
    write(folder / "projekte" / "kitaportal.yaml", fields)
    assert "kitaportal.yaml" in refusal(folder)


@pytest.mark.parametrize("name", ["kommunen", "themen", "nachgenutzt_von"])
def test_a_list_that_was_left_empty_is_refused(folder: Path, name: str) -> None:
    assert "kitaportal.yaml" in refusal(with_projekt(folder, **{name: None}))


@pytest.mark.parametrize("abschnitt", [{"art": "loesung"}, {"text": "Ohne Art"}])
def test_a_section_needs_kind_and_text(folder: Path, abschnitt: dict[str, str]) -> None:
    assert "kitaportal.yaml" in refusal(with_projekt(folder, abschnitte=[abschnitt]))


def test_an_unknown_kind_of_page_is_refused(folder: Path) -> None:
    write(folder / "seiten.yaml", [*SEITEN, {"art": "blog", "slug": "b", "titel": "B"}])
    assert "seiten.yaml, b: art unbekannt." in refusal(folder)


def test_an_unknown_oberthema_is_refused(folder: Path) -> None:
    write(folder / "themen.yaml", [*THEMEN, {"name": "B", "slug": "b", "oberthema": "Raumfahrt"}])
    assert "themen.yaml" in refusal(folder)


def test_a_date_that_is_none_is_refused(folder: Path) -> None:
    assert "geprueft_am ist kein Datum" in refusal(with_projekt(folder, geprueft_am="neulich"))


def test_a_text_that_yaml_reads_as_a_date_is_refused(folder: Path) -> None:
    message = refusal(with_projekt(folder, foerderung=date(2024, 1, 1)))
    assert "foerderung darf kein Datum sein" in message


@pytest.mark.parametrize("missing", ["name", "slug"])
def test_an_entry_of_a_list_needs_name_and_slug(folder: Path, missing: str) -> None:
    entry = {key: value for key, value in KOMMUNEN[0].items() if key != missing}
    write(folder / "kommunen.yaml", [*KOMMUNEN, entry])
    assert f"kommunen.yaml, Eintrag 2: {missing} fehlt." in refusal(folder)


@pytest.mark.parametrize("content", ["a: [", "\tx", "text", "- text", "a: b"])
def test_broken_yaml_names_the_file(folder: Path, content: str) -> None:
    (folder / "themen.yaml").write_text(content)
    assert "themen.yaml" in refusal(folder)


def test_a_file_that_is_no_text_is_named(folder: Path) -> None:
    (folder / "projekte" / "kitaportal.yaml").write_bytes(b"\xff\xfe\x00")
    assert "kitaportal.yaml" in refusal(folder)


def test_a_missing_folder_is_refused(folder: Path) -> None:
    shutil.rmtree(folder)
    assert "kommunen.yaml" in refusal(folder)


def test_yaml_cannot_create_objects(folder: Path) -> None:
    (folder / "themen.yaml").write_text("!!python/object/apply:os.getcwd []")
    assert "themen.yaml" in refusal(folder)


def test_the_digest_does_not_depend_on_the_order_of_fields() -> None:
    first = Fixture("thema", "kita", {"name": "Kita", "beschreibung": "x"}, "themen.yaml")
    second = Fixture("thema", "kita", {"beschreibung": "x", "name": "Kita"}, "themen.yaml")
    assert first.digest() == second.digest()


def test_the_digest_changes_with_the_content(folder: Path) -> None:
    def digest(fixtures: Fixtures) -> str:
        return fixtures.projekte[0].digest()

    before = digest(read_fixtures(folder))
    assert digest(read_fixtures(with_projekt(folder, status_jahr=2024))) != before


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Eins.\nweiter", "<p>Eins. weiter</p>"),
        ("Eins.\n\nZwei.\n\n\n", "<p>Eins.</p><p>Zwei.</p>"),
        ('<b>K&R</b> "x"', '<p>&lt;b&gt;K&amp;R&lt;/b&gt; "x"</p>'),
        ("", ""),
    ],
)
def test_plain_text_becomes_paragraphs(text: str, html: str) -> None:
    assert _paragraphs(text) == html
