"""Prints the dependencies in pyproject.toml, one a line, for pip: what the wiki needs to run; with
`--dev` what its developers need, too."""

import sys
import tomllib
from pathlib import Path

project = tomllib.loads(Path("pyproject.toml").read_text())["project"]
development = project["optional-dependencies"]["dev"] if "--dev" in sys.argv else []
for requirement in [*project["dependencies"], *development]:
    print(requirement)
