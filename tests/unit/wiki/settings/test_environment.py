"""wiki.settings.environment: what operators may say, what is refused, and the page about it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from wiki.exceptions import EnvironmentInvalid
from wiki.settings.environment import Environment, read, require, variables
from wiki.settings.environment_page import environment_page

ROOT = Path(__file__).resolve().parents[4]
NAMES = {variable.name for variable in variables()}
OURS = r"((?:WIKI|DJANGO|SUCHE|EINBETTUNG|DATABASE|HF|OMP|TOKENIZERS)_[A-Z_]*[A-Z])\b"
IN_TEXT, QUOTED = re.compile(rf"\b{OURS}(?!_)"), re.compile(rf"[\"'`]{OURS}[\"'`=]")
COMPOSE = [ROOT / "deploy/container/compose.yaml"]
ASKED = {  # how a script asks, by the ending of its name
    "": re.compile(r"(?:^|\$\(if \$\()([A-Z_]+)(?: \?=|\))", re.MULTILINE),
    ".sh": re.compile(r"\$\{?([A-Z][A-Z_]+)"),
    ".yaml": re.compile(r"\$\{([A-Z][A-Z_]+)"),
}
SYSTEM = {"PATH", "HOME"}
MAY_READ = {
    "wiki/settings/base.py",  # the one place
    "wiki/settings/environment.py",  # reads the mapping it is given
    "suche/betrieb/management/commands/serve.py",  # tells its processes their address
    "einbettung/model/engines.py",  # what the environment says to torch, it says to ONNX
    "suche/messung/management/commands/measure_speed.py",  # say with what they have measured
    "suche/messung/management/commands/measure_engines.py",
    "wiki/wsgi.py",  # only says which settings a web server gets
    "suche/betrieb/prometheus/counters.py",  # what our own gunicorn configuration has set
    "suche/betrieb/prometheus/processes.py",
}


def code() -> Iterator[tuple[str, str]]:
    """Path and text of every module of the product."""
    for package in ("wiki", "einbettung", "suche"):
        for path in (ROOT / package).rglob("*.py"):
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


def documents() -> Iterator[tuple[str, str]]:
    deploy = [path for path in (ROOT / "deploy").rglob("*") if path.is_file()]
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *deploy]:
        yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


def test_without_anything_every_default_holds() -> None:
    assert read({}) == read(dict.fromkeys(NAMES, "")) == Environment()


@pytest.mark.parametrize("name", ["WIKI_VAR", "WIKI_SICHERUNGEN", "WIKI_SAMMELLISTE"])
def test_a_path_is_the_same_from_every_folder(name: str) -> None:
    """A service begins in another folder than whoever calls `manage.py restore`."""
    assert getattr(read({name: "daten/wiki"}), name.lower()) == str(ROOT / "daten/wiki")
    assert getattr(read({name: "/srv/daten"}), name.lower()) == "/srv/daten"


def test_values_get_their_types() -> None:
    found = read(
        {
            "SUCHE_ZWEITE_STUFE": "0",
            "WIKI_MAIL_PORT": "587",
            "DJANGO_ALLOWED_HOSTS": "wiki.de, www.wiki.de",
            "WIKI_METRIK_NETZE": " 10.1.2.3/8, ::1 ,",
        }
    )
    assert (found.suche_zweite_stufe, found.wiki_mail_port) == (False, 587)
    assert found.django_allowed_hosts == ("wiki.de", "www.wiki.de")
    assert found.wiki_metrik_netze == ("10.0.0.0/8", "::1/128")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SUCHE_ZWEITE_STUFE", "ja"),
        ("WIKI_IMPORT_MAX_MB", "viel"),
        ("WIKI_IMPORT_MAX_MB", "0"),
        ("WIKI_IMPORT_MAX_MB", "1_000"),
        ("WIKI_MAIL_PORT", "65536"),
        ("WIKI_LOG", "xml"),
        ("WIKI_METRIK_NETZE", "10.0.0.0/8,nirgends"),
        ("WIKI_ADRESSE", "wiki.stadt.de"),
        ("WIKI_REDAKTION_POSTFACH", "Redaktion"),
        ("WIKI_SICHERHEIT_KONTAKT", "http://wiki.stadt.de"),
        ("WIKI_SICHERHEIT_KONTAKT", "sicherheit@stadt.de\nContact: x@y.de"),
    ],
)
def test_a_wrong_value_is_named_with_what_it_should_be(name: str, value: str) -> None:
    with pytest.raises(EnvironmentInvalid, match=rf"{name} muss .* sein, nicht") as refused:
        read({name: value})
    assert value in str(refused.value)


def test_the_address_of_the_wiki_ends_without_a_slash() -> None:
    given = read({"WIKI_ADRESSE": "https://wiki.stadt.de/"})
    assert given.wiki_adresse == "https://wiki.stadt.de"


def test_all_wrong_values_are_named_at_once() -> None:
    with pytest.raises(EnvironmentInvalid, match=r"WIKI_WARM.*WIKI_LOG"):
        read({"WIKI_WARM": "ja", "WIKI_LOG": "xml"})


def test_what_production_needs_is_named_at_once() -> None:
    with pytest.raises(EnvironmentInvalid, match=r"fehlt: DJANGO_SECRET_KEY, DJANGO_ALLOWED_HOSTS"):
        require(read({}), "django_secret_key", "django_allowed_hosts")


def test_every_variable_that_is_named_anywhere_is_declared() -> None:
    named = {name for _, text in code() for name in QUOTED.findall(text)}
    named |= {name for _, text in documents() for name in IN_TEXT.findall(text)}
    assert named - NAMES == set()


def test_every_declared_variable_is_used() -> None:
    everything = "\n".join(text for path, text in code() if "settings/environment" not in path)
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))
    by_others = {"DJANGO_SETTINGS_MODULE", "OMP_NUM_THREADS"}  # Django, torch
    unused = [
        name
        for name in NAMES - by_others
        if f"ENVIRONMENT.{name.lower()}" not in everything
        and f"environment.{name.lower()}" not in everything
        and name not in tests
    ]
    assert unused == []


def test_the_environment_is_read_in_one_place() -> None:
    reads = re.compile(r"environ(?:\.get\(|\.setdefault\(|\[[^]]*\](?! *=))|getenv")
    assert {path for path, text in code() if reads.search(text)} - MAY_READ == set()


def script_variables() -> set[tuple[str, str]]:
    """Variable and script of all that shell scripts and the Makefile take from outside."""
    found = set()
    for path in [ROOT / "Makefile", *(ROOT / "deploy").rglob("*.sh"), *COMPOSE]:
        text = path.read_text(encoding="utf-8")
        names = set(ASKED[path.suffix].findall(text)) - NAMES - SYSTEM
        found |= {(name, str(path.relative_to(ROOT))) for name in names}
    return found


def test_what_only_scripts_read_stands_on_the_page_and_nothing_else() -> None:
    said = re.findall(r"^\| `(\w+)` \| `([\w/.]+)` \|", environment_page(), re.MULTILINE)
    told_by_make = {("PYTHON", "deploy/install.sh"), ("TORCH_INDEX", "deploy/install.sh")}
    assert script_variables() - told_by_make == set(said)


def test_the_page_about_it_is_up_to_date() -> None:
    written = (ROOT / "docs" / "umgebung.md").read_text(encoding="utf-8")
    assert written == environment_page(), "make docs writes it anew"
