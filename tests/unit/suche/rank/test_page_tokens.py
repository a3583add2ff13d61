"""The tokens of pages that a process keeps."""

import numpy as np

from suche.rank.page_tokens import KeptTokens, PageTokens


def tokens(size: int) -> PageTokens:
    return PageTokens(bytes(size), np.zeros(8, np.float32))


def test_what_is_kept_is_of_one_generation() -> None:
    kept = KeptTokens()
    kept.add("alt", {1: tokens(64)})
    assert kept.get("alt", [1, 2]).keys() == {1}
    assert kept.get("neu", [1]) == {}


def test_what_nobody_asked_for_longest_goes_first() -> None:
    kept = KeptTokens(size=192)
    kept.add("m", {1: tokens(64), 2: tokens(64), 3: tokens(64)})
    kept.get("m", [1])
    kept.add("m", {4: tokens(64)})
    assert kept.get("m", [1, 2, 3, 4]).keys() == {1, 3, 4}


def test_a_page_that_two_threads_have_read_counts_once() -> None:
    kept = KeptTokens(size=128)
    kept.add("m", {1: tokens(64)})
    kept.add("m", {1: tokens(64)})
    kept.add("m", {2: tokens(64)})
    assert kept.get("m", [1, 2]).keys() == {1, 2}


def test_a_page_larger_than_all_there_is_for_them_is_not_kept() -> None:
    kept = KeptTokens(size=100)
    kept.add("m", {1: tokens(128)})
    kept.add("m", {2: tokens(64)})
    assert kept.get("m", [1, 2]).keys() == {2}
