"""The chores of the Makefile: what `make clean` leaves."""

import subprocess
from pathlib import Path

MAKEFILE = Path(__file__).resolve().parents[2] / "Makefile"
MADE_AGAIN = [".venv", "var/static", "var/whoosh", "var/modelle/multilingual-e5-small-1a2b3c4d"]
KEPT = ["var/postgres", "var/media", "var/angelernt", "var/modelle/eigenes"]


def test_clean_keeps_data_and_what_somebody_has_taught(tmp_path: Path) -> None:
    for folder in (*MADE_AGAIN, *KEPT):
        (tmp_path / folder).mkdir(parents=True)
    subprocess.run(
        ["make", "--file", str(MAKEFILE), "clean"], cwd=tmp_path, check=True, capture_output=True
    )
    assert [folder for folder in MADE_AGAIN if (tmp_path / folder).exists()] == []
    assert [folder for folder in KEPT if not (tmp_path / folder).exists()] == []
