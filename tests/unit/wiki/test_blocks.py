"""What the editor says about the pieces of an article."""

from collections.abc import Iterator

import pytest
from wagtail.blocks import Block

from wiki.blocks import InhaltBlock


def all_blocks(block: Block) -> Iterator[Block]:
    yield block
    for child in getattr(block, "child_blocks", {}).values():
        yield from all_blocks(child)


@pytest.mark.parametrize("kind", ["description", "help_text"])
def test_every_explanation_is_a_whole_sentence(kind: str) -> None:
    said = [getattr(block.meta, kind, "") for block in all_blocks(InhaltBlock())]
    assert any(said)
    assert [text for text in said if text and not text.rstrip("“").endswith((".", "?"))] == []


def test_no_section_has_to_be_filled_in() -> None:
    sections = InhaltBlock().child_blocks
    assert [
        name
        for name, block in sections.items()
        if name not in ("frei", "einschaetzung", "frage") and block.required
    ] == []
