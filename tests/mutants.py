"""Breaks the code in some places, one at a time, in a copy: the tests named beside each must fail.

Of the kind that once survived: a weight, a bound, a sign, a length. `make test-faults` runs it; a
survivor, or a place that is gone, ends it with an error.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COPIED = ("einbettung", "suche", "tests", "wiki")
LINKED = ("fixtures", "node_modules", "pyproject.toml", "static", "templates", "var")


@dataclass(frozen=True)
class Mutant:
    file: str
    before: str
    after: str
    tests: str


PARAMETERS = "suche/rank/parameters.py"
FUSION, LEVELS = "tests/unit/suche/rank/test_fusion.py", "tests/unit/suche/rank/test_levels.py"
MUTANTS = (
    Mutant(PARAMETERS, "\nLEXICAL_WEIGHT = 0.4", "\nLEXICAL_WEIGHT = 0.04", FUSION),
    Mutant(PARAMETERS, "COSINE_FULL_WORDS = 20", "COSINE_FULL_WORDS = 200", FUSION),
    Mutant(PARAMETERS, "MANY_WORDS = 0.35", "MANY_WORDS = 3.5", LEVELS),
    Mutant(PARAMETERS, "SURPRISING = 1.8", "SURPRISING = 18", LEVELS),
    Mutant(
        "suche/rank/bonus.py",
        "-ABGELAUFEN_MALUS",
        "ABGELAUFEN_MALUS",
        "tests/integration/wiki/gueltigkeit/test_gueltigkeit.py",
    ),
    Mutant(
        "wiki/redaktion/form/guete.py",
        "prozent >= GOOD",
        "prozent > GOOD",
        "tests/unit/wiki/redaktion/test_guete_stufen.py",
    ),
    Mutant(
        "wiki/austausch/read/rows/row_reading.py",
        "len(text) <= length",
        "len(text) <= 10 * length",
        "tests/unit/wiki/austausch/test_rows.py",
    ),
    Mutant(
        "wiki/gueltigkeit/reminder_steps.py",
        "step.tage <= passed",
        "step.tage < passed",
        "tests/unit/wiki/gueltigkeit/test_reminder_steps.py",
    ),
    Mutant(
        "wiki/austausch/export/formula_guard.py",
        r"[=+\-@\t\r]",
        r"[=+\-\t\r]",
        "tests/unit/wiki/austausch/test_values.py tests/unit/wiki/austausch/test_tables.py",
    ),
    Mutant(
        "wiki/visibility/pages.py",
        "Q(expire_at__lte=now) |",
        "Q(pk=None) &",
        "tests/integration/visibility/test_pages.py",
    ),
    Mutant(
        "wiki/redaktion/rollen/adressen.py",
        "return any(fnmatchcase",
        "return True or any(fnmatchcase",
        "tests/integration/visibility/test_admin.py",
    ),
)


def survives(mutant: Mutant, copy: Path) -> bool:
    """Whether all tests pass although the code is broken."""
    file = copy / mutant.file
    text = file.read_text(encoding="utf-8")
    if text.count(mutant.before) != 1:
        raise SystemExit(f"{mutant.file}: {mutant.before!r} steht dort nicht genau einmal.")
    file.write_text(text.replace(mutant.before, mutant.after), encoding="utf-8")
    try:
        return _run_tests(mutant.tests.split(), copy) == 0
    finally:
        file.write_text(text, encoding="utf-8")


def _run_tests(tests: list[str], copy: Path) -> int:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests],
        cwd=copy,
        env=os.environ | {"WIKI_VAR": str(ROOT / "var"), "WIKI_TEST_SUFFIX": "_mutanten"},
        capture_output=True,
        text=True,
    )
    if done.returncode > 1:  # neither passed nor failed
        raise SystemExit(done.stdout[-2000:] + done.stderr[-2000:])
    return done.returncode


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="wiki-mutanten-") as folder:
        copy = Path(folder)
        for name in COPIED:
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in LINKED:
            (copy / name).symlink_to(ROOT / name)
        survivors = 0
        for mutant in MUTANTS:
            alive = survives(mutant, copy)
            survivors += alive
            fate = "überlebt" if alive else "stirbt"
            print(
                f"{fate:9} {mutant.file}: {mutant.before.strip()} -> {mutant.after.strip()}",
                flush=True,
            )
    sys.exit(1 if survivors else 0)


if __name__ == "__main__":
    main()
