"""docs/betrieb.md, done line by line: every block marked `sh` runs in a root of its own. What only
a real machine has (users, services, nginx, the packages) is written down instead of done."""

import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from socket import socket as Socket
from urllib.request import urlopen

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
GPG = """#!/bin/sh
said=$*
while [ "$1" != --output ]; do shift; done
echo "$said" > "$2"
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
    for folder in ("wiki", "wiki.neu"):
        (root / "srv" / folder).mkdir(exist_ok=True)
        (root / "srv" / folder / "deploy").symlink_to(ROOT / "deploy")
        program(root / "srv" / folder / ".venv/bin/python", PYTHON)
    for name in SAID_ONLY:
        program(root / "bin" / name, SAYS)
    program(root / "bin/runuser", PASSES_ON)
    program(root / "bin/install", INSTALLS)
    env = {
        "PATH": f"{root}/bin:{os.environ['PATH']}",
        "SAID": str(root / "said"),
        "UMGEBUNG": str(root / "etc/wiki.env"),
    }
    done = subprocess.run(["/bin/sh", "-euc", steps(root)], env=env, capture_output=True, text=True)
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


def test_an_upgrade_puts_the_new_state_in_place_and_keeps_the_old(machine: Path) -> None:
    assert (machine / "srv/wiki.alt").is_dir()
    assert not (machine / "srv/wiki.neu").exists()
    assert "systemctl restart wiki-web wiki-arbeit" in said(machine)


def test_units_use_the_folders_of_the_guide() -> None:
    for path in (ROOT / "deploy/systemd").glob("*.service"):
        text = path.read_text(encoding="utf-8")
        assert "WorkingDirectory=/srv/wiki\n" in text
        assert "EnvironmentFile=/etc/wiki.env\n" in text


def backup(tmp_path: Path, **said: str) -> None:
    """Runs the unit's script with a wiki that only writes its name, and a gpg that only copies."""
    program(tmp_path / "bin/gpg", GPG)
    program(tmp_path / "wiki/.venv/bin/python", '#!/bin/sh\n$WIKI\necho "$2" > "$3"\n')
    if not (tmp_path / "wiki/deploy").exists():
        (tmp_path / "wiki/deploy").symlink_to(ROOT / "deploy")
    for folder in ("hier", "dort"):
        (tmp_path / folder).mkdir(exist_ok=True)
    env = {"PATH": f"{tmp_path}/bin:{os.environ['PATH']}", "SICHERUNG_ORDNER": f"{tmp_path}/hier"}
    command = ["/bin/sh", str(tmp_path / "wiki/deploy/sicherung.sh")]
    subprocess.run(command, cwd=tmp_path / "wiki", env=env | said, check=True)


def test_a_backup_lies_here_and_encrypted_there(tmp_path: Path) -> None:
    key = tmp_path / "schluessel.asc"
    backup(tmp_path, SICHERUNG_ZIEL=f"{tmp_path}/dort", SICHERUNG_SCHLUESSEL=str(key))
    (here,), (there,) = (tmp_path / "hier").iterdir(), (tmp_path / "dort").iterdir()
    assert there.name == f"{here.name}.gpg"
    assert f"--recipient-file {key}" in there.read_text()
    assert here.stat().st_mode & 0o077 == 0


def test_without_a_second_place_nothing_is_encrypted(tmp_path: Path) -> None:
    backup(tmp_path)
    assert len(list((tmp_path / "hier").iterdir())) == 1
    assert list((tmp_path / "dort").iterdir()) == []


def left_behind(folder: Path, name: str, days: float) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).touch()
    age = time.time() - days * 24 * 3600
    os.utime(folder / name, (age, age))


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_old_backups_make_room_before_a_new_one_is_made(tmp_path: Path) -> None:
    """On a full disk the new one fails: then nothing would ever go."""
    for name, days in (("wiki-a.tar", 40), ("wiki-b.tar", 10), ("wiki-c.tar.unfertig", 3)):
        left_behind(tmp_path / "hier", name, days)
    for name, days in (("wiki-a.tar.gpg", 100), ("wiki-b.tar.gpg", 80)):
        left_behind(tmp_path / "dort", name, days)
    with pytest.raises(subprocess.CalledProcessError):
        backup(tmp_path, WIKI="exit 1", SICHERUNG_ZIEL=f"{tmp_path}/dort")
    assert names(tmp_path / "hier") == {"wiki-b.tar"}
    backup(tmp_path, SICHERUNG_ZIEL=f"{tmp_path}/dort", SICHERUNG_SCHLUESSEL="x")
    assert len(names(tmp_path / "dort")) == 2
    assert "wiki-a.tar.gpg" not in names(tmp_path / "dort")


def test_the_last_backup_that_there_is_stays_however_old(tmp_path: Path) -> None:
    left_behind(tmp_path / "hier", "wiki-a.tar", 400)
    with pytest.raises(subprocess.CalledProcessError):
        backup(tmp_path, WIKI="exit 1")
    assert names(tmp_path / "hier") == {"wiki-a.tar"}


def status(address: str) -> int:
    with urlopen(address, timeout=60) as answer:
        return int(answer.status)


LISTENS = """
import os, runpy, sys
os.dup2(int(sys.argv.pop(1)), 3)
os.environ |= {"LISTEN_PID": str(os.getpid()), "LISTEN_FDS": "1"}
runpy.run_module("gunicorn", run_name="__main__", alter_sys=True)
"""


def serve(socket: Socket) -> subprocess.Popen[bytes]:
    """The web server as systemd starts it: with an open socket as its third file."""
    fd = socket.fileno()
    app = ["wsgiref.simple_server:demo_app", "--worker-class=gthread", "--threads=8"]
    command = [sys.executable, "-c", LISTENS, str(fd), *app, "--no-control-socket"]
    return subprocess.Popen(command, pass_fds=[fd])


def test_requests_wait_while_the_web_server_restarts() -> None:
    with Socket() as socket, ThreadPoolExecutor() as pool:
        socket.bind(("127.0.0.1", 0))
        socket.listen(512)
        address = f"http://127.0.0.1:{socket.getsockname()[1]}/"
        with serve(socket) as first:
            assert status(address) == 200
            first.terminate()
            waiting = [pool.submit(status, address) for _ in range(20)]
        with serve(socket) as second:
            try:
                assert [future.result() for future in waiting] == [200] * 20
            finally:
                second.terminate()
