"""Hooks reach the internet and what the operator names, and nothing else."""

import pytest
from standardwebhooks.webhooks import Webhook as Receiver

from suche.webhooks.models import new_secret
from suche.webhooks.posting import NotDelivered, post, signed


def refusal(address: str) -> NotDelivered:
    with pytest.raises(NotDelivered) as caught:
        post(address, {}, new_secret(), "msg_1")
    return caught.value


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost", "10.0.0.5", "192.168.1.1", "169.254.169.254", "0.0.0.0"),
        *("[::1]", "[fd00::1]", "[::ffff:10.0.0.5]", "[64:ff9b::a00:5]", "2130706433", "127.1"),
    ],
)
def test_the_own_network_is_refused(host: str) -> None:
    assert refusal(f"https://{host}/hook").refused


@pytest.mark.parametrize("address", ["http://93.184.215.14/", "ftp://a.example/", "https:///x", ""])
def test_only_https_is_served(address: str) -> None:
    assert refusal(address).refused


def test_a_receiver_can_check_the_signature() -> None:
    secret = new_secret()
    headers = dict(signed('{"a": "ä"}', secret, "msg_1"))
    assert Receiver(secret).verify('{"a": "ä"}', headers) == {"a": "ä"}
