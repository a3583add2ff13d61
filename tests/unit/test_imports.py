"""A command loads what it needs: heavy packages stay where they are used."""

import subprocess
import sys

from django.conf import settings

# Package -> what needs it.
LATE = {
    "torch": "converting a model",
    "sentence_transformers": "models of one's own",
    "transformers": "models of one's own",
    "sklearn": "calibration, groups of questions",
    "scipy": "calibration",
    "onnxruntime": "encoding",
    "sentencepiece": "encoding",
    "simplemma": "the first word that is analysed",
    "rdflib": "the catalogue of the open data",
    "icalendar": "calendars",
    "markdown_it": "imports of Markdown",
    "pypdf": "sketches as PDF",
    "openpyxl": "tables",
    "docx": "documents of Word",
    "fontTools": "PDF",
    "mcp": "assistants",
    "concurrent.futures.process": "converting a model",
}
CHECK = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "wiki.settings.test"
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", "check"])
print(*sys.modules)
"""


def test_check_loads_no_heavy_package() -> None:
    command = [sys.executable, "-W", "ignore", "-c", CHECK]
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    assert set(done.stdout.split()) & set(LATE) == set()
