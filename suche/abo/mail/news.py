"""What is new about a question since the last mail. Pure."""

from collections.abc import Mapping


def news(found: Mapping[int, str], told: Mapping[str, str]) -> list[int]:
    """Ids of pages that were never told of, or whose status has changed since. `found`: page id ->
    status, best first; `told`: the same as it is kept (JSON has no numbers as keys)."""
    return [pk for pk, status in found.items() if told.get(str(pk)) != status]


def remembered(found: Mapping[int, str], told: Mapping[str, str]) -> dict[str, str]:
    """Returns what is to be kept after telling. A page that is gone for now stays told: it is no
    news when it comes back."""
    return {**told, **{str(pk): status for pk, status in found.items()}}
