"""Converts the language model into WIKI_VAR/modelle: once, when an image is built."""

import os
import sys
from pathlib import Path

sys.path.insert(0, os.getcwd())
from einbettung.model.bundled import ensure_bundled_model

print(ensure_bundled_model(Path(os.environ["WIKI_VAR"]) / "modelle"))
