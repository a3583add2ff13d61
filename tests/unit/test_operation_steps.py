"""docs/betrieb.md, done line by line: every block marked `sh` runs in a root of its own. What only
a real machine has (users, services, nginx, the packages) is written down instead of done."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from wiki.settings.environment import read, require

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs/betrieb.md").read_text(encoding="utf-8")
BLOCKS = re.compile(r"^( *)```sh\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
SAID_ONLY = ("useradd", "usermod", "systemctl", "nginx", "make", "chown")
PASSES_ON = """#!/bin/sh
while [ "$1" != -- ]; do shift; done
shift
exec "$@"
"""
INSTALLS = """#!/bin/sh
for word do
    shift
    case $skip$word in -o|-g) skip=1 ;; 1*) skip= ;; *) set -- "$@" "$word" ;; esac
done
exec /usr/bin/install "$@"
"""
SAYS = """#!/bin/sh
echo "$(basename "$0") $*" >> "$SAID"
"""
PYTHON = """#!/bin/sh
echo "$DJANGO_SETTINGS_MODULE $*" >> "$SAID"
"""


def program(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


def steps(root: Path) -> str:
    """All blocks as one script, with the folders of the machine below `root`."""
    text = "".join(re.sub(r"^ +", "", block, flags=re.M) for _, block in BLOCKS.findall(GUIDE))
    return re.sub(r"(?<![\w.])/(srv|etc)/", rf"{root}/\1/", text)


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root in which all steps have been done."""
    root = tmp_path_factory.mktemp("rechner")
    for folder in ("etc/systemd/system", "etc/nginx/conf.d", "etc/logrotate.d", "srv/wiki"):
        (root / folder).mkdir(parents=True)
    (root / "srv/wiki/deploy").symlink_to(ROOT / "deploy")
    for name in SAID_ONLY:
        program(root / "bin" / name, SAYS)
    program(root / "bin/runuser", PASSES_ON)
    program(root / "bin/install", INSTALLS)
    program(root / "srv/wiki/.venv/bin/python", PYTHON)
    env = {
        "PATH": f"{root}/bin:{os.environ['PATH']}",
        "SAID": str(root / "said"),
        "UMGEBUNG": str(root / "etc/wiki.env"),
    }
    # `deploy/manage.sh` goes to the folder above itself: here the one of this root.
    script = steps(root).replace("-- deploy/manage.sh", f"-- {root}/srv/wiki/deploy/manage.sh")
    done = subprocess.run(["/bin/sh", "-euc", script], env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return root


def said(machine: Path) -> list[str]:
    return (machine / "said").read_text().splitlines()


def test_every_command_of_the_wiki_runs_with_the_settings_of_production(machine: Path) -> None:
    commands = [line for line in said(machine) if "manage.py" in line]
    assert len(commands) >= 6
    assert [line for line in commands if not line.startswith("wiki.settings.production ")] == []


def test_the_env_file_is_complete_but_for_what_the_operator_says(machine: Path) -> None:
    lines = (machine / "etc/wiki.env").read_text().splitlines()
    pairs = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    environment = read({name: value.strip("'") for name, value in pairs.items()})
    require(environment, "django_secret_key", "django_allowed_hosts", "django_settings_module")
    assert len(environment.django_secret_key) >= 50


def test_nobody_else_may_read_the_env_file(machine: Path) -> None:
    assert (machine / "etc/wiki.env").stat().st_mode & 0o777 == 0o640


def test_every_unit_and_the_proxy_are_put_in_place(machine: Path) -> None:
    units = {path.name for path in (ROOT / "deploy/systemd").iterdir()}
    assert {path.name for path in (machine / "etc/systemd/system").iterdir()} == units
    assert (machine / "etc/nginx/conf.d/wiki.conf").exists()
    assert (machine / "etc/nginx/wiki-proxy.conf").exists()


def test_every_unit_that_is_switched_on_exists(machine: Path) -> None:
    switched_on = [line.split()[3:] for line in said(machine) if "enable --now" in line]
    names = {name if "." in name else f"{name}.service" for line in switched_on for name in line}
    assert names
    assert names <= {path.name for path in (ROOT / "deploy/systemd").iterdir()}


def test_units_use_the_folders_of_the_guide() -> None:
    for path in (ROOT / "deploy/systemd").glob("*.service"):
        text = path.read_text(encoding="utf-8")
        assert "WorkingDirectory=/srv/wiki\n" in text
        assert "EnvironmentFile=/etc/wiki.env\n" in text
