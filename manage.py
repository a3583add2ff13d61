#!/usr/bin/env python
"""Command line of the wiki. Errors a person can mend are one German line and exit code 1."""

import gc
import os
import sys


def main() -> None:
    gc.set_threshold(20_000)  # what is imported stays: looking for garbage in it took a tenth
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wiki.settings.dev")
    from django.core.management import execute_from_command_line
    from django.db.utils import OperationalError

    from wiki.exceptions import WikiError, first_line

    try:
        execute_from_command_line(sys.argv)
    except WikiError as error:
        sys.exit(f"Fehler: {error}")
    except OperationalError as error:
        sys.exit(
            "Fehler: Die Datenbank ist nicht erreichbar oder hat die Verbindung getrennt. "
            f"Bitte DATABASE_URL und den Server prüfen. ({first_line(error)})"
        )


if __name__ == "__main__":
    main()
