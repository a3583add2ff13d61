"""Guards against formula injection: a spreadsheet runs a cell that begins like a formula. Pure.

`defuse` puts an apostrophe before such a text, `undefuse` takes it away again: for every text
`undefuse(defuse(x)) == x`, also for those that begin with apostrophes.
"""

import re

DANGEROUS = re.compile(r"'*[=+\-@\t\r]")


def defuse(text: str) -> str:
    return f"'{text}" if DANGEROUS.match(text) else text


def undefuse(text: str) -> str:
    return text[1:] if text.startswith("'") and DANGEROUS.match(text[1:]) else text
