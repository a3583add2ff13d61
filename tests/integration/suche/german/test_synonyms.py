"""Editors' synonyms and names act on the next question; loading them never undoes their work."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client

from einbettung.models import Aenderung, Chunk
from suche.loading import load_synonyme
from suche.models import Eigenname, Synonym
from suche.rank import narrowing
from suche.rank.words.lexical import LexicalIndex, lexical_index
from suche.understand.cached_tables import current_wortschatz
from suche.understand.question import parse_question
from tests.factories import publish_projekt
from tests.integration.conftest import KeepRows, Model
from wiki.exceptions import FixtureInvalid
from wiki.loading.signals import fixtures_loaded
from wiki.models import Projektseite
from wiki.visibility import anonymous_request, visible_ids

FIXTURES = settings.BASE_DIR / "fixtures"
FACHWORT = "Die Zisterne meldet ihren Füllstand."


@pytest.fixture(scope="module")
def kept_zisterne(kept: KeepRows, tree: bool, fake_model: Model) -> int:
    with kept():
        fake_model.projektion.save()
        page = publish_projekt(FACHWORT, title="Zisterne im Blick")
        publish_projekt("An der Fruchthalle hängt eine Tafel.", title="Anzeige vor Ort")
        fake_model.index()
    return int(page.pk)


@pytest.fixture
def zisterne(kept_zisterne: int, db: None, wortindex: LexicalIndex) -> Projektseite:
    return Projektseite.objects.get(pk=kept_zisterne)


def found_by_words(text: str) -> set[int]:
    question = parse_question(text, current_wortschatz())
    hits = lexical_index().search(question.units, visible_ids(anonymous_request()), 10)
    return {hit.page_id for hit in hits}


def test_a_synonym_acts_at_once(zisterne: Projektseite) -> None:
    assert zisterne.pk not in found_by_words("Regentonne")
    Synonym.objects.create(begriff="Regentonne", entsprechungen="Zisterne")
    assert zisterne.pk in found_by_words("Regentonne")


def test_a_synonym_acts_in_both_directions(zisterne: Projektseite) -> None:
    Synonym.objects.create(begriff="Zisterne", entsprechungen="Regentonne\ngroßes Fass")
    assert zisterne.pk in found_by_words("Regentonnen")
    assert zisterne.pk in found_by_words("Wer hat ein großes Fass?")


def test_a_synonym_of_one_direction_acts_in_it_only(zisterne: Projektseite) -> None:
    one = Synonym(begriff="Zisterne", entsprechungen="Regentonne", richtung="hin")
    one.save()
    assert zisterne.pk not in found_by_words("Regentonne")


def test_a_changed_synonym_acts_at_once(zisterne: Projektseite) -> None:
    one = Synonym.objects.create(begriff="Zisterne", entsprechungen="Regentonne")
    found_by_words("Regentonne")
    Synonym.objects.filter(pk=one.pk).update(entsprechungen="Fass")  # as another process would
    assert zisterne.pk not in found_by_words("Regentonne")
    assert zisterne.pk in found_by_words("Fass")


def test_a_removed_synonym_is_forgotten_at_once(zisterne: Projektseite) -> None:
    one = Synonym.objects.create(begriff="Zisterne", entsprechungen="Regentonne")
    assert zisterne.pk in found_by_words("Regentonne")
    one.delete()
    assert zisterne.pk not in found_by_words("Regentonne")


def test_synonyms_are_highlighted(
    zisterne: Projektseite, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        narrowing, "levels", lambda pages, *_: {p.page_id: "schwach" for p in pages}
    )
    Synonym.objects.create(begriff="Regentonne", entsprechungen="Zisterne")
    response = client.get("/suche/?q=Regentonne")
    assert "<mark>Zisterne</mark>" in response.content.decode()


def test_nothing_is_loaded_twice_while_nothing_changes(zisterne: Projektseite) -> None:
    Synonym.objects.create(begriff="Regentonne", entsprechungen="Zisterne")
    assert current_wortschatz() is current_wortschatz()


def test_a_name_is_not_taken_apart_any_more(zisterne: Projektseite) -> None:
    assert found_by_words("Frucht") != set()
    Eigenname.objects.create(wort="Fruchthalle")
    assert found_by_words("Frucht") == set()
    assert found_by_words("Fruchthalle") != set()


def test_a_name_taken_off_the_list_is_taken_apart_again(zisterne: Projektseite) -> None:
    name = Eigenname.objects.create(wort="Fruchthalle")
    assert found_by_words("Frucht") == set()
    name.delete()
    assert found_by_words("Frucht") != set()


def test_a_corrected_name_frees_the_word_it_was(zisterne: Projektseite) -> None:
    name = Eigenname.objects.create(wort="Fruchthalle")
    name.wort = "Fruchthaus"
    name.save()
    assert found_by_words("Frucht") != set()


def test_a_name_rewrites_only_pages_that_hold_it_and_encodes_nothing(
    zisterne: Projektseite,
) -> None:
    chunks = set(Chunk.objects.values_list("pk", flat=True))
    before = set(Aenderung.objects.values_list("pk", flat=True))
    Eigenname.objects.create(wort="Fruchthalle")
    (change,) = Aenderung.objects.exclude(pk__in=before)
    assert change.page_id == Projektseite.objects.get(title="Anzeige vor Ort").pk
    assert set(Chunk.objects.values_list("pk", flat=True)) == chunks


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("begriff", "entsprechungen", "message"),
    [
        ("VR", "VR", "ist der Begriff selbst"),
        ("VR", "vr", "ist der Begriff selbst"),
        ("?!", "Frage", "keinen Buchstaben"),
        ("VR", "virtuell\n--", "keinen Buchstaben"),
        ("VR", " \n ", "mindestens eine|zwingend"),
        ("VR", "\n".join(map(str, range(30))), "Höchstens 20"),
        ("x" * 81, "y", "höchstens 80"),
    ],
)
def test_a_senseless_synonym_is_refused_in_german(
    begriff: str, entsprechungen: str, message: str
) -> None:
    with pytest.raises(ValidationError, match=message):
        Synonym(begriff=begriff, entsprechungen=entsprechungen).full_clean()


@pytest.mark.django_db
def test_a_term_stands_in_the_list_once() -> None:
    Synonym.objects.create(begriff="VR", entsprechungen="virtuelle Realität")
    with pytest.raises(ValidationError, match="gibt es schon"):
        Synonym(begriff="vr", entsprechungen="Brille").full_clean()


@pytest.mark.django_db
@pytest.mark.parametrize("wort", ["zwei Wörter", "...", ""])
def test_what_is_no_word_is_no_name(wort: str) -> None:
    with pytest.raises(ValidationError):
        Eigenname(wort=wort).full_clean()


@pytest.mark.django_db
def test_blanks_are_tidied() -> None:
    one = Synonym(begriff="  Digitaler \t Zwilling ", entsprechungen=" a  b \n\n a b\n c")
    one.full_clean()
    assert (one.begriff, one.entsprechungen) == ("Digitaler Zwilling", "a b\nc")


@pytest.mark.django_db
def test_the_list_the_wiki_begins_with_loads_once() -> None:
    fixtures_loaded.send(None, folder=FIXTURES)
    first = Synonym.objects.count()
    fixtures_loaded.send(None, folder=FIXTURES)
    assert 60 <= first == Synonym.objects.count()


@pytest.mark.django_db
def test_loading_keeps_changes_and_deletions(tmp_path: Path) -> None:
    file = tmp_path / "synonyme.yaml"
    file.write_text(
        "- begriff: A1\n  entsprechungen: [B1]\n- begriff: A2\n  entsprechungen: [B2]\n"
    )
    load_synonyme(file)
    Synonym.objects.filter(begriff="A1").update(entsprechungen="geändert")
    Synonym.objects.get(begriff="A2").delete()
    file.write_text(file.read_text() + "- begriff: A3\n  entsprechungen: [B3]\n")
    load_synonyme(file)
    assert dict(Synonym.objects.values_list("begriff", "entsprechungen")) == {
        "A1": "geändert",
        "A3": "B3",
    }


@pytest.mark.django_db
def test_loading_leaves_a_term_of_the_editors_alone(tmp_path: Path) -> None:
    Synonym.objects.create(begriff="vr", entsprechungen="Brille")
    file = tmp_path / "synonyme.yaml"
    file.write_text("- begriff: VR\n  entsprechungen: [virtuelle Realität]\n")
    load_synonyme(file)
    assert Synonym.objects.get().entsprechungen == "Brille"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content", ["- begriff: VR", "VR: Brille", "- {begriff: 5, entsprechungen: [x]}", "[[["]
)
def test_a_damaged_file_is_refused_in_german(tmp_path: Path, content: str) -> None:
    file = tmp_path / "synonyme.yaml"
    file.write_text(content)
    with pytest.raises(FixtureInvalid, match=r"synonyme\.yaml"):
        load_synonyme(file)
