"""Addresses that may be asked: public ones of the web, and no others."""

import pytest

from wiki.platform.network.probing import Refused, ask, public_machine


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "10.0.0.5", "192.168.1.1", "169.254.169.254", "::1", "fe80::1", "fd00::1"]
)
def test_private_addresses_are_refused(host: str) -> None:
    with pytest.raises(Refused):
        public_machine(host, 80)


@pytest.mark.parametrize(
    "host",
    ["0.0.0.0", "100.64.0.1", "224.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "::7f00:1"],
)
def test_addresses_that_only_look_public_are_refused(host: str) -> None:
    with pytest.raises(Refused):
        public_machine(host, 80)


def test_a_public_address_is_taken_as_it_is() -> None:
    assert public_machine("93.184.215.14", 443) == "93.184.215.14"


@pytest.mark.parametrize(
    "url",
    ["ftp://a.de/", "file:///etc/passwd", "http:///x", "http://u:p@127.0.0.1/", "javascript:1"],
)
def test_what_is_no_address_of_the_web_is_not_asked(url: str) -> None:
    answer = ask(url, "Test")
    assert (answer.status, answer.verweigert) == (0, True)


@pytest.mark.parametrize("url", ["http://[::1", "http://127.0.0.1:99999/"])
def test_a_malformed_address_is_no_crash(url: str) -> None:
    assert ask(url, "Test").status == 0
