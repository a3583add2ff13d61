"""Compares this machine's word index with the index in the database, and rebuilds it if need be.

An index that lags behind the change log is not at fault: the next search catches up. The audit
looks for differences that no search would notice.
"""

import logging
import re
import shutil
from pathlib import Path

from einbettung.indexing.audit import windows
from einbettung.models import Aenderung, Dokument
from suche.exceptions import LexicalIndexUnavailable
from suche.german import analysis

from .lexical import LexicalIndex

logger = logging.getLogger(__name__)

DIFFERS = "wortindex"  # pages that only one of the two knows
OUTDATED = "analyse"  # pages whose words were analysed by an older version
FOLDER = re.compile(r"v(\d+)(?:\.lock)?")


def audit_word_index(index: LexicalIndex) -> dict[str, int]:
    """Returns kind of difference -> number of pages. Changes nothing."""
    try:
        state = index.state()
    except LexicalIndexUnavailable:
        return {DIFFERS: max(1, Dokument.objects.count())}  # to be repaired even if empty
    if state is None:  # not built yet: the next search does it
        return {OUTDATED: Dokument.objects.count()} if _older_versions(index) else {}
    return {DIFFERS: _differences(*state)}


def repair_word_index(index: LexicalIndex, *, rebuild: bool = False) -> dict[str, int]:
    """Lets the index catch up, or builds it anew if it differs or `rebuild` says so. Removes the
    folders of older versions. Returns what had differed, as `audit_word_index` does."""
    found = audit_word_index(index)
    if rebuild or found.get(DIFFERS):
        index.rebuild()
    else:
        index.catch_up(tidy=True)
    for path in _older_versions(index):
        logger.info("Wortindex einer älteren Fassung entfernt: %s", path)
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return found


def _differences(stand: int, known: frozenset[int]) -> int:
    """Returns the number of pages that only one of the two knows. Pages with a change that the
    index has still to take in don't count."""
    waiting = set(Aenderung.objects.filter(nummer__gt=stand).values_list("page_id", flat=True))
    missing, seen = 0, 0
    for page_ids in windows(Dokument.objects.all()):
        here = known.intersection(page_ids)
        seen += len(here - waiting)
        missing += len(set(page_ids) - here - waiting)
    return missing + len(known - waiting) - seen


def _older_versions(index: LexicalIndex) -> list[Path]:
    found = []
    for path in index.folder.parent.glob("v*"):
        version = FOLDER.fullmatch(path.name)
        if version and int(version[1]) < int(analysis.VERSION):
            found.append(path)
    return found
