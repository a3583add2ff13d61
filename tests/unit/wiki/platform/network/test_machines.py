"""Which machines may be reached, and what a connection asks of them."""

from urllib.parse import urlsplit

import pytest

from wiki.platform.network.machines import machines_of, may_be_reached, port_of, target_of

INSIDE = """127.0.0.1 10.0.0.1 172.16.3.4 192.168.1.1 169.254.169.254 0.0.0.0 100.64.0.1 224.0.0.1
::1 fe80::1 fd00::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::a00:1 2002:7f00:1:: ff02::1
64:ff9b:1::a00:1 ::127.0.0.1 fec0::1"""
OUTSIDE = "193.99.144.80"


@pytest.mark.parametrize("machine", INSIDE.split())
def test_what_lies_inside_is_not_reached(machine: str) -> None:
    assert not may_be_reached([machine], ())


@pytest.mark.parametrize("machine", [OUTSIDE, "2a02:2e0:3fe:1001:302::"])
def test_what_lies_outside_is_reached(machine: str) -> None:
    assert may_be_reached([machine], ())


def test_one_machine_inside_spoils_a_name_that_has_others_outside() -> None:
    assert not may_be_reached([OUTSIDE, "10.0.0.1"], ())


def test_a_name_without_machines_is_not_reached() -> None:
    assert not may_be_reached([], ())


def test_the_operator_may_open_a_network() -> None:
    assert may_be_reached(["10.1.2.3"], ("10.1.0.0/16",))
    assert may_be_reached(["::ffff:10.1.2.3"], ("10.1.0.0/16",))
    assert not may_be_reached(["10.2.2.3"], ("10.1.0.0/16",))


def test_a_number_stands_for_itself() -> None:
    assert machines_of("127.0.0.1", 80) == ["127.0.0.1"]


@pytest.mark.parametrize(
    ("address", "port", "target"),
    [
        ("https://a.example", 443, "/"),
        ("http://a.example/b?c=1#d", 80, "/b?c=1"),
        ("http://a.example:8080/b", 8080, "/b"),
    ],
)
def test_an_address_names_port_and_path(address: str, port: int, target: str) -> None:
    parts = urlsplit(address)
    assert (port_of(parts), target_of(parts)) == (port, target)
