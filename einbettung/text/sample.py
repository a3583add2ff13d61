"""Short German texts about municipal projects, one a line: what stands in for a corpus where a wiki
has only a few pages, or where the answer must not hang on its pages. Pure."""

from pathlib import Path

SAMPLE = Path(__file__).with_name("stichprobe.txt")


def sample_lines() -> list[str]:
    """Returns the texts, always the same."""
    return SAMPLE.read_text(encoding="utf-8").splitlines()
