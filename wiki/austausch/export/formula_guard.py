"""Formula injection: a cell that begins like a formula runs in a spreadsheet. Pure.

`defuse` puts an apostrophe before it, `restore` takes it away again; `restore(defuse(x)) == x` for
every text, those that begin with apostrophes included.
"""

import re

DANGEROUS = re.compile(r"'*[=+\-@\t\r]")


def defuse(text: str) -> str:
    return f"'{text}" if DANGEROUS.match(text) else text


def restore(text: str) -> str:
    return text[1:] if text.startswith("'") and DANGEROUS.match(text[1:]) else text
