"""Fixtures of all tiers; unit tests use none of them (docs/entwicklung.md)."""

import gc
import os
import shutil

import hypothesis
import pytest
from django.conf import settings

from wiki.settings.test import TEST_DIR

# The same examples in every run; `make test-faults` draws others.
hypothesis.settings.register_profile("fixed", derandomize=True, database=None)
if "WIKI_SEED" not in os.environ:
    hypothesis.settings.load_profile("fixed")


@pytest.fixture(autouse=True)
def _media_in_a_temporary_folder() -> None:
    """Guards against a test run that writes into the checkout's own files."""
    assert "wiki-test-" in str(settings.MEDIA_ROOT)


def pytest_unconfigure() -> None:
    """Processes of xdist end at once, and do not clear up behind them as others do."""
    shutil.rmtree(TEST_DIR, ignore_errors=True)


def pytest_collection_finish() -> None:
    """From here on rubbish is looked for again (wiki.settings.test), in what tests make."""
    gc.enable()
    gc.freeze()
