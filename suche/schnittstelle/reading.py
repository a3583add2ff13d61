"""What is posted to the API, read as JSON."""

import json
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser


class TextParser(Parser):
    """Takes only what can be written as UTF-8 again. JSON may name half of a pair of surrogates,
    which neither the language model nor the database can read; ninja answers 400 to what is
    raised."""

    def parse_body(self, request: HttpRequest) -> Any:
        body = super().parse_body(request)
        json.dumps(body, ensure_ascii=False).encode()
        return body
