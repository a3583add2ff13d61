"""Image, compose file and Helm chart: what they take exists, what they set is declared, and
nobody runs as root or writes where nothing belongs. The chart is read, not rendered."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from wiki.settings.environment import variables

ROOT = Path(__file__).resolve().parents[2]
CHART = ROOT / "deploy/helm/wiki"
CONTAINERFILE = (ROOT / "deploy/container/Containerfile").read_text(encoding="utf-8")
LAST_STAGE = CONTAINERFILE.rpartition("\nFROM ")[2]
COMPOSE = yaml.safe_load((ROOT / "deploy/container/compose.yaml").read_text(encoding="utf-8"))
WIKI_SERVICES = [name for name in COMPOSE["services"] if name != "datenbank"]
DECLARED = {variable.name for variable in variables()}
SECRET_OR_NOT_THE_CHARTS = {variable.name for variable in variables() if variable.secret} | {
    *("DJANGO_ALLOWED_HOSTS", "WIKI_ADRESSE", "WIKI_VAR", "WIKI_WARM"),
    *("DJANGO_DEBUG", "WIKI_TEST_SUFFIX", "WIKI_SEED"),
}


def copied_into_the_image() -> list[str]:
    """What the image takes from this checkout, as .dockerignore lets it."""
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("!") for line in lines if line.startswith("!")]


def test_the_image_takes_what_the_wiki_needs_and_no_tests() -> None:
    taken = copied_into_the_image()
    assert [name for name in taken if not (ROOT / name).exists()] == []
    assert {"wiki", "einbettung", "suche", "templates", "static", "fixtures"} <= set(taken)
    assert not {"tests", "node_modules", "var", ".venv", ".git"} & set(taken)


def test_the_last_stage_has_neither_node_nor_installers() -> None:
    assert not re.search(r"\b(npm|node:|pip|apt-get|--from=browser)\b", LAST_STAGE)


def test_the_image_runs_as_somebody_without_rights() -> None:
    assert re.search(r"^USER ([1-9]\d{3,}):\1$", LAST_STAGE, re.MULTILINE)


def test_whoever_runs_may_read_the_model() -> None:
    assert "chmod -R a+rX /wiki" in CONTAINERFILE  # the library writes it for its owner only


def test_the_image_says_whether_it_is_alive() -> None:
    health = re.search(r'HEALTHCHECK .*"python", "([^"]+)"', LAST_STAGE)
    assert health
    assert (ROOT / health[1]).is_file()


def test_the_image_sets_only_variables_that_exist() -> None:
    names = set(re.findall(r"\b((?:WIKI|DJANGO|DATABASE|OMP)_[A-Z_]+)=", CONTAINERFILE))
    assert names
    assert names <= DECLARED


@pytest.mark.parametrize("name", WIKI_SERVICES)
def test_a_service_of_the_wiki_cannot_change_its_image(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("name", WIKI_SERVICES)
def test_a_service_sets_only_variables_that_exist(name: str) -> None:
    assert set(COMPOSE["services"][name]["environment"]) <= DECLARED


def test_the_web_server_is_open_to_this_machine_only() -> None:
    assert COMPOSE["services"]["web"]["ports"] == ["127.0.0.1:8000:8000"]


def test_the_chart_takes_every_variable_that_is_no_secret_and_not_its_own() -> None:
    schema = json.loads((CHART / "values.schema.json").read_text(encoding="utf-8"))
    allowed = schema["properties"]["umgebung"]["propertyNames"]["enum"]
    assert allowed == sorted(DECLARED - SECRET_OR_NOT_THE_CHARTS), "make docs"


def test_the_chart_sets_only_variables_that_exist() -> None:
    values = yaml.safe_load((CHART / "values.yaml").read_text(encoding="utf-8"))
    texts = "".join(path.read_text() for path in (CHART / "templates").iterdir())
    named = set(re.findall(r"\b(?:WIKI|DJANGO|DATABASE)_[A-Z_]+\b", texts))
    assert named | set(values["umgebung"]) <= DECLARED


def test_no_container_of_the_chart_may_write_into_its_image() -> None:
    common = (CHART / "templates/_helpers.tpl").read_text(encoding="utf-8")
    assert "readOnlyRootFilesystem: true" in common
    deployment = (CHART / "templates/wiki.yaml").read_text(encoding="utf-8")
    containers = re.findall(r"^        - name: (?:fuellen|web|arbeit)$", deployment, re.MULTILINE)
    assert len(containers) == 3
    assert deployment.count('include "wiki.container"') == len(containers)


@pytest.mark.parametrize("own", [None, "link", "folder"])
def test_the_image_starts_with_its_own_model_and_keeps_what_is_there(
    tmp_path: Path, own: str | None
) -> None:
    if own == "folder":
        (tmp_path / "modelle").mkdir()
    elif own == "link":  # a link to the image before this one
        (tmp_path / "modelle").symlink_to("/wiki/gebaut/frueher")
    command = ["sh", str(ROOT / "deploy/container/start.sh"), "true"]
    subprocess.run(command, env={**os.environ, "WIKI_VAR": str(tmp_path)}, check=True)
    linked = (tmp_path / "modelle").is_symlink()
    assert linked == (own != "folder")
    assert not linked or (tmp_path / "modelle").readlink() == Path("/wiki/gebaut/modelle")
