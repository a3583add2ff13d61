"""Fails when the web process of this container does not answer: its health check."""

import os
import sys
from urllib.request import Request, urlopen

allowed = os.environ.get("DJANGO_ALLOWED_HOSTS", "").partition(",")[0].strip()
host = allowed.lstrip(".*") or "localhost"  # ".stadt.de" allows stadt.de, too
port = sys.argv[1] if len(sys.argv) > 1 else "8000"
question = Request(f"http://127.0.0.1:{port}/health/live", headers={"Host": host})
with urlopen(question, timeout=4) as answer:  # noqa: S310 - this container
    sys.exit(answer.status != 200)
