"""The examples of docs/api.md, run as they stand there."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from .operation import Wiki

EXAMPLES = re.findall(
    r"```sh\n(.*?)```", (Path(settings.BASE_DIR) / "docs/api.md").read_text(encoding="utf-8"), re.S
)


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
@pytest.mark.parametrize("example", EXAMPLES)
def test_example_of_the_docs_is_answered(wiki: Wiki, example: str) -> None:
    script = f"set -e\nWIKI={wiki.address.rstrip('/')}\n{example}"
    ran = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    answers = [json.loads(text) for text in re.split(r"(?<=\})(?=\{)", ran.stdout) if text]
    assert answers
    assert not [a for a in answers if a.get("anzahl") == 0], ran.stdout
