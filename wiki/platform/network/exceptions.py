"""What can go wrong with an address that the wiki fetches."""

from wiki.exceptions import WikiError


class FetchFailed(WikiError):
    """Eine Adresse lässt sich nicht abrufen."""


class AskedTooOften(FetchFailed):
    """Eine Adresse will erst später wieder gefragt werden (429)."""

    wait_s = 0.0  # for how long, as the other machine says
