"""What an import reads: a list, an export of a wiki, a folder of reports."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from wiki.austausch.draft.schema import Entwurf, Meldung


class Quelldatei(Protocol):
    """`entwuerfe` reads from the beginning each time; `about` is asked behind it for what only the
    whole tells (unknown names, pages skipped)."""

    @property
    def name(self) -> str: ...

    @property
    def files(self) -> tuple[Path, ...]: ...

    def entwuerfe(self) -> Iterator[Entwurf]: ...

    def about(self) -> dict[str, Any]: ...

    def hinweise(self) -> tuple[Meldung, ...]:
        """What concerns it as a whole."""

    def optionen(self) -> dict[str, Any]:
        """What the run has to remember of it."""
