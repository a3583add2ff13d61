"""What the steps from an uploaded file to a checked sketch hand to each other. Pure."""

from dataclasses import dataclass, field

Bounds = tuple[int | None, int | None]  # both ends included, None: open

FILE_MAX_BYTES = 10 * 1024 * 1024
SKETCH_MAX_CHARS = 100_000  # about 40 pages
SIMILAR_FACTOR = 2  # up to half or twice the number counts as "about as much"


@dataclass(frozen=True)
class Block:
    """A paragraph, or a heading that the file marks as one. `page`: of a PDF, from 1 on; else 0."""

    text: str
    heading: bool = False
    page: int = field(default=0, compare=False)


@dataclass(frozen=True)
class FileText:
    """What a file says. `kind`: PDF, DOCX, ODT or TXT; `pages`: of a PDF, else 0."""

    kind: str
    blocks: tuple[Block, ...]
    pages: int = 0
