"""The sample for nginx keeps what people ask out of every log."""

import re
from ipaddress import ip_address
from pathlib import Path

CONF = (Path(__file__).resolve().parents[2] / "deploy/nginx/wiki.conf").read_text()
SERVERS = re.split(r"^server \{", CONF, flags=re.MULTILINE)[1:]


def test_no_line_of_the_access_log_holds_a_question_or_a_whole_address() -> None:
    (line,) = re.findall(r"log_format wiki '(.*)';", CONF)
    assert not re.findall(
        r"\$(?:request|request_uri|args|query_string|remote_addr|http_\w+)\b", line
    )
    for server in SERVERS:
        (log,) = re.findall(r"access_log (.*);", server)
        assert log == "off" or log.endswith(" wiki")


def test_refused_questions_are_in_no_error_log() -> None:
    """nginx writes the whole request and its sender at `error` and `warn`."""
    assert "limit_req_log_level info;" in CONF
    for server in SERVERS:
        assert re.search(r"error_log \S+ crit;", server)


def test_senders_are_shortened() -> None:
    patterns = re.findall(r"^    ~(\S+)  ", CONF, re.MULTILINE)
    four, six = (re.compile(p.replace("?<", "?P<")) for p in patterns)
    assert (match := four.match("203.0.113.77")) is not None
    assert match["vorn"] == "203.0.113"
    assert (match := six.match("2001:db8:1:2::7")) is not None
    assert match["vorn"] == "2001:db8"


def test_limits_count_a_network_of_ipv6_as_one_sender() -> None:
    """Whoever has one address has 2^64 of them, and could use another for each request."""
    (pattern,) = re.findall(r"map \$binary_remote_addr \$anschluss \{\s+\"~(.+)\"  \$netz;", CONF)
    network = re.compile(pattern.replace("?<", "?P<").replace(r"\z", r"\Z").encode())
    one, same, other = (
        match["netz"]
        for address in ("2001:db8:1:2::a", "2001:db8:1:2:ffff::", "2001:db8:1:3::a")
        if (match := network.match(ip_address(address).packed))
    )
    assert one == same != other
    assert network.match(ip_address("203.0.113.77").packed) is None
    assert set(re.findall(r"limit_req_zone (\S+)", CONF)) == {"$anschluss"}


def test_nobody_is_told_the_version_of_the_server() -> None:
    assert re.search(r"^server_tokens off;", CONF, re.MULTILINE)
