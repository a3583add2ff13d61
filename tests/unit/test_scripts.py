"""The scripts of a page share one scope: a name that two of them declare stops the second one."""

import re
from collections import Counter
from pathlib import Path

SCRIPTS = sorted((Path(__file__).resolve().parents[2] / "static" / "js").glob("*.js"))
DECLARED = re.compile(r"^(?:const|let|class|async function|function) (\w+)", re.MULTILINE)


def test_no_two_scripts_declare_the_same_name() -> None:
    names = [
        name for script in SCRIPTS for name in set(DECLARED.findall(script.read_text("utf-8")))
    ]
    assert [name for name, times in Counter(names).items() if times > 1] == []
