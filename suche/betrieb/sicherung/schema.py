"""What an archive says of itself. Pure."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass

ARCHIVE_FORMAT = 1  # of the archive; raise it when an older version of this code could not read it
HEADER = "sicherung.json"  # the first member
DUMP = "datenbank.dump"
MEDIA = "media/"
SUMS = "pruefsummen.sha256"  # the last member, in the form that sha256sum checks

Progress = Callable[[int], object]  # called with a number of bytes


@dataclass(frozen=True)
class ArchiveHeader:
    """The header: where and when the archive was made, and what is in it.

    `erstellt`: ISO 8601 in UTC. `migrationen`: "app.name" of all that were applied. `mit_index`:
    whether the tables that can be derived from the pages are filled.
    """

    format: int
    erstellt: str
    postgres: str
    pgvector: str
    migrationen: tuple[str, ...]
    mit_index: bool


def header_to_json(header: ArchiveHeader) -> bytes:
    return json.dumps(asdict(header), ensure_ascii=False, indent=1).encode()


def header_from_json(content: bytes) -> ArchiveHeader:
    """ValueError when it is no header. Of a newer format only `format` can be relied on."""
    given = json.loads(content)
    if not isinstance(given, dict) or not isinstance(given.get("format"), int):
        raise ValueError("no header")
    if given["format"] > ARCHIVE_FORMAT:
        return ArchiveHeader(given["format"], "", "", "", (), False)
    try:
        return ArchiveHeader(
            format=given["format"],
            erstellt=str(given["erstellt"]),
            postgres=str(given["postgres"]),
            pgvector=str(given["pgvector"]),
            migrationen=tuple(str(name) for name in given["migrationen"]),
            mit_index=bool(given["mit_index"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError("no header") from error
