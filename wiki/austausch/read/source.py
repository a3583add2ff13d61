"""What an import reads: a list, an export of a wiki, a folder of reports."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from wiki.austausch.draft.schema import ImportedPage, Meldung


class Quelldatei(Protocol):
    """`imported_pages` reads the file from its beginning each time.

    `about` is asked afterwards: it tells what only the whole file shows, such as unknown names.
    """

    @property
    def name(self) -> str: ...

    @property
    def files(self) -> tuple[Path, ...]: ...

    def imported_pages(self) -> Iterator[ImportedPage]: ...

    def about(self) -> dict[str, Any]: ...

    def hinweise(self) -> tuple[Meldung, ...]:
        """What the report says of the file as a whole."""

    def optionen(self) -> dict[str, Any]:
        """What the Importlauf stores of the source for later steps, such as redirects of a wiki."""
