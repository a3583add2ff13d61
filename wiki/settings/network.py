"""Networks from an environment variable."""

from ipaddress import ip_network

from wiki.exceptions import NetworkInvalid


def networks(value: str) -> list[str]:
    """`10.0.0.0/8, 192.168.1.7` -> both in normal form. NetworkInvalid names the wrong one."""
    found = []
    for part in filter(None, (part.strip() for part in value.split(","))):
        try:
            found.append(str(ip_network(part, strict=False)))
        except ValueError as error:
            raise NetworkInvalid(part) from error
    return found
