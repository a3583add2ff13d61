"""Takes ids of pages and files out of a sent form that its sender may not know.

Somebody could forge a form with any ids: the CMS would show it again with the titles and addresses
of those pages and files, drafts of others among them.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, QueryDict
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import policy_registry

from wiki.visibility.rich_text import Target

from .rechte import choosable_pages

FIELDS = (
    (re.compile(r"verwandte-\d+-ziel"), "page"),
    (re.compile(r".+-value-bild-image"), "image"),
)
BLOCKS = {"projekt": "page", "dokument": "document"}  # kind of block -> what it holds
ENTITIES = {"LINK": "page", "DOCUMENT": "document"}  # as Draftail calls links
POSSIBLE = range(1, 2**63)
FILES = {"image": get_image_model, "document": get_document_model}


def without_hidden(data: QueryDict, user: Any, kept: Iterable[Target]) -> QueryDict:
    """Returns the form without what names pages and files that `user` may not choose. `kept`: what
    the stored page names already."""
    chosen, texts = dict(_chosen(data)), _texts(data)
    linked = (target for state in texts.values() for target in _entities(state).values())
    allowed = {*kept, *_allowed({*chosen.values(), *linked}, user)}
    changed = {name: "" for name, target in chosen.items() if target not in allowed}
    for name, state in texts.items():
        hidden = [key for key, target in _entities(state).items() if target not in allowed]
        if hidden:
            changed[name] = json.dumps(_without_entities(state, hidden))
    if not changed:
        return data
    cleaned = data.copy()
    for name, value in changed.items():
        cleaned[name] = value
    return cleaned


def _allowed(targets: Iterable[Target], user: Any) -> Iterator[Target]:
    wanted: dict[str, set[int]] = defaultdict(set)
    for kind, pk in targets:
        wanted[kind].add(pk)
    for kind, ids in wanted.items():
        found = _pages(ids, user) if kind == "page" else _files(FILES[kind](), ids, user)
        yield from ((kind, pk) for pk in found.values_list("pk", flat=True))


def _pages(ids: set[int], user: Any) -> Any:
    request = HttpRequest()
    request.user = user
    return choosable_pages(Page.objects.filter(pk__in=ids), request)


def _files(model: Any, ids: set[int], user: Any) -> Any:
    policy = policy_registry.get_by_type(model)
    return policy.instances_user_has_permission_for(user, "choose").filter(pk__in=ids)


def _chosen(data: QueryDict) -> Iterator[tuple[str, Target]]:
    """Yields the fields that hold an id, with what it is the id of."""
    for name in data:
        kinds = [(name, kind) for pattern, kind in FIELDS if pattern.fullmatch(name)]
        if name.endswith("-type") and (kind := BLOCKS.get(data.get(name, ""))):
            kinds.append((f"{name.removesuffix('-type')}-value", kind))
        for field, kind in kinds:
            if (pk := _number(data.get(field))) is not None:
                yield field, (kind, pk)


def _number(value: Any) -> int | None:
    """Reads an id as the database does, which takes ` 7` for 7."""
    try:
        number = int(str(value))
    except ValueError:
        return None
    return number if number in POSSIBLE else None


def _texts(data: QueryDict) -> dict[str, Any]:
    """Returns name of a field -> the state of its text, as Draftail sends it, if it has links."""
    states = {name: _state(data.get(name, "")) for name in data}
    return {name: state for name, state in states.items() if state is not None}


def _state(text: str) -> Any:
    if not text.lstrip().startswith("{"):
        return None
    try:
        state = json.loads(text)
        return state if _entities(state) else None
    except (ValueError, TypeError, AttributeError, RecursionError):  # Wagtail cannot read it either
        return None


def _entities(state: Any) -> dict[str, Target]:
    """Returns key of an entity -> the page or file that it links to; -1 for what is no id."""
    found: dict[str, Target] = {}
    for key, entity in state["entityMap"].items() if "entityMap" in state else ():
        named = (entity.get("data") or {}).get("id")
        if entity.get("type") in ENTITIES and named is not None:
            pk = _number(named)
            found[key] = (ENTITIES[entity["type"]], -1 if pk is None else pk)
    return found


def _without_entities(state: Any, keys: list[str]) -> Any:
    """The words of a link stay."""
    for block in state.get("blocks", ()):
        ranges = block.get("entityRanges", ())
        block["entityRanges"] = [one for one in ranges if str(one.get("key")) not in keys]
    for key in keys:
        del state["entityMap"][key]
    return state
