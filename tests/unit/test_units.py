"""The sample units leave a broken process little to do harm with, as systemd itself judges."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

UNITS = sorted((Path(__file__).resolve().parents[2] / "deploy/systemd").glob("*.service"))
MOST_EXPOSED = 3.0
JUDGE = shutil.which("systemd-analyze")


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_memory_is_bounded_and_the_system_is_read_only(unit: Path) -> None:
    lines = set(unit.read_text().splitlines())
    assert {"ProtectSystem=strict", "NoNewPrivileges=yes", "CapabilityBoundingSet="} <= lines
    assert any(re.fullmatch(r"MemoryMax=\d+G", line) for line in lines)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_the_data_of_the_guide_can_be_written(unit: Path) -> None:
    sample = (unit.parents[1] / "wiki.env").read_text()
    (data,) = re.findall(r"^WIKI_VAR=(\S+)$", sample, re.MULTILINE)
    (paths,) = re.findall(r"^ReadWritePaths=(.*)$", unit.read_text(), re.MULTILINE)
    assert data in paths.split()
    # At its end a unit would take the memory that the bundled database shares in another one.
    assert "RemoveIPC=yes" not in unit.read_text()


@pytest.mark.skipif(JUDGE is None, reason="systemd-analyze gibt es hier nicht")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_calls_it_little_exposed(unit: Path) -> None:
    command = [str(JUDGE), "security", "--offline=true", str(unit)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"exposure level for .*: ([\d.]+)", done.stdout)
    assert found, done.stdout + done.stderr
    assert float(found[1]) <= MOST_EXPOSED


@pytest.mark.parametrize("name", ["wiki-web", "wiki-arbeit"])
def test_the_web_server_and_the_worker_start_again(name: str) -> None:
    (unit,) = (unit for unit in UNITS if unit.stem == name)
    assert "Restart=always" in unit.read_text().splitlines()
