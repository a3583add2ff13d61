"""Addresses that are never fetched."""

import pytest

from wiki.platform.network.exceptions import FetchFailed
from wiki.platform.network.fetching import fetch

ADDRESSES = """http://127.0.0.1/ http://localhost:8000/ http://[::1]/ http://2130706433/ http://0/
file:///etc/passwd ftp://a.example/ gopher://a http://user:pw@a.example/ http:///x
http://gibt-es-nicht.invalid/ http://a.example:99999/ http://[::1/"""


@pytest.mark.parametrize("address", ADDRESSES.split())
def test_such_addresses_are_not_fetched(address: str) -> None:
    with pytest.raises(FetchFailed):
        fetch(address)
