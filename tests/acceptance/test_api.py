"""The examples of docs/api.md, run as they stand there."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from clients.python.wiki_client import Wiki as PythonClient
from clients.python.wiki_client import WikiFehler

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


def test_python_client_asks_and_pages(wiki: Wiki) -> None:
    client = PythonClient(wiki.address)
    first = client.suche("Parken", status=["betrieb"], anzahl=1)
    following = client.suche("Parken", status=["betrieb"], anzahl=1, weiter=first["weiter"])
    [hit], [other] = first["treffer"], following["treffer"]
    assert client.projekt(hit["id"])["titel"] == hit["titel"] != other["titel"]


def test_python_client_says_why_not(wiki: Wiki) -> None:
    with pytest.raises(WikiFehler) as caught:
        PythonClient(wiki.address, schluessel="falsch").themen()
    assert caught.value.status == 401
