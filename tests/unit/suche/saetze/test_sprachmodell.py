"""The language model stands in the house."""

from ipaddress import ip_address

import pytest

from suche.saetze.sprachmodell import is_in_the_house


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.1.2.3", "172.16.0.9", "192.168.1.7", "::1", "fd00::7"]
)
def test_this_machine_and_private_networks_are_in_the_house(address: str) -> None:
    assert is_in_the_house(ip_address(address), ())


@pytest.mark.parametrize(
    "address",
    [
        *("8.8.8.8", "100.64.0.1", "169.254.169.254", "172.32.0.1", "0.0.0.0", "224.0.0.1"),
        *("2001:4860::8888", "fe80::1", "64:ff9b::a00:1", "::ffff:8.8.8.8"),
    ],
)
def test_everything_else_is_not(address: str) -> None:
    assert not is_in_the_house(ip_address(address), ())


def test_a_mapped_address_is_what_it_stands_for() -> None:
    assert is_in_the_house(ip_address("::ffff:10.0.0.1"), ())


def test_the_operator_may_name_more() -> None:
    assert is_in_the_house(ip_address("100.64.0.1"), ("100.64.0.0/10",))
