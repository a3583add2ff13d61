"""What every source of an import offers: a list, an export of a wiki, a folder of reports."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from wiki.austausch.draft.schema import ImportedPage, Meldung


class Quelldatei(Protocol):
    """A file, or a folder of files, that an import reads.

    `imported_pages` reads from the beginning each time it is called. `about` is asked afterwards
    and tells what only the whole file shows, such as names that were not recognised.
    """

    @property
    def name(self) -> str: ...

    @property
    def files(self) -> tuple[Path, ...]: ...

    def imported_pages(self) -> Iterator[ImportedPage]: ...

    def about(self) -> dict[str, Any]: ...

    def hinweise(self) -> tuple[Meldung, ...]:
        """Returns what the report says about the file as a whole."""

    def optionen(self) -> dict[str, Any]:
        """Returns what the Importlauf stores for later steps, such as the redirects of a wiki."""
