"""Writes into the Helm chart's schema which variables an operator may set there: all that are
declared, but for secrets, those that the chart sets itself and those of developers."""

import json
import os
import re
import sys
from pathlib import Path

sys.path.insert(0, os.getcwd())
from wiki.settings.environment import DEVELOPMENT, variables

SCHEMA = Path("deploy/helm/wiki/values.schema.json")
SET_BY_THE_CHART = {"DJANGO_ALLOWED_HOSTS", "WIKI_ADRESSE", "WIKI_VAR", "WIKI_WARM"}
NAMES = re.compile(r'("enum": \[)[^\]]*\]')


def names() -> list[str]:
    return sorted(
        variable.name
        for variable in variables()
        if not variable.secret
        and variable.group != DEVELOPMENT
        and variable.name not in SET_BY_THE_CHART
    )


if __name__ == "__main__":
    lines = ",".join(f"\n          {json.dumps(name)}" for name in names())
    SCHEMA.write_text(NAMES.sub(rf"\1{lines}\n        ]", SCHEMA.read_text()))
