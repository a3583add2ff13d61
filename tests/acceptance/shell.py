"""A process that runs one script after the other in a wiki: Django starts once, not for each.

Every line of its input is a script, every line of its output what that script has printed or how it
broke, all as JSON.
"""

import io
import json
import sys
import traceback
from contextlib import redirect_stdout

import django


def main() -> None:
    django.setup()
    answers = sys.stdout
    for line in sys.stdin:
        print(json.dumps(_run(json.loads(line))), file=answers, flush=True)


def _run(script: str) -> dict[str, str]:
    with redirect_stdout(io.StringIO()) as printed:
        try:
            exec(script, {"__name__": "__shell__"})
        except Exception:
            return {"error": traceback.format_exc()}
    return {"printed": printed.getvalue()}


if __name__ == "__main__":
    main()
