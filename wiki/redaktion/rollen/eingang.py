"""What an Autor uploads is public only once the Redaktion has approved it.

It lies in a collection of its own, the inbox, that is closed to visitors (`wiki.visibility`).
Whoever publishes a page approves the files that it uses; all others are approved by moving them to
another collection. Autoren may upload only here, so they cannot replace what has been approved.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction, ReferenceIndex
from wagtail.permissions import policy_registry

from wiki.models.mitarbeit import AUTOR, is_bound

EINGANG = "Noch nicht freigegeben"
APPROVING = "Freigeben: in eine andere Sammlung verschieben"
SPACES = (("wagtaildocs", get_document_model), ("wagtailimages", get_image_model))


def set_up_inbox(groups: Iterable[Group]) -> Collection:
    """Returns the inbox, closed to everybody who is in none of `groups`."""
    root = Collection.get_first_root_node()
    inbox = root.get_children().filter(name=EINGANG).first() or root.add_child(name=EINGANG)
    closed, _ = CollectionViewRestriction.objects.get_or_create(
        collection=inbox, restriction_type=CollectionViewRestriction.GROUPS
    )
    closed.groups.add(*groups)
    return inbox


def inbox_ids() -> list[int]:
    """Returns the ids of the collections that are closed to all but some groups, the Autoren among
    them."""
    closed = CollectionViewRestriction.objects.filter(groups__name=AUTOR)
    return list(closed.values_list("collection_id", flat=True))


def approve_files_of(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Moves the files that a page uses out of the inbox; called whenever a page is published. A
    page that is only scheduled rings, too: its files wait with it."""
    waiting = inbox_ids() if instance.live else []
    if not waiting:
        return
    used = _files_used_by(instance)
    root = Collection.get_first_root_node()
    for model in (get_document_model(), get_image_model()):
        for file in model.objects.filter(pk__in=used.get(model, ()), collection__in=waiting):
            file.collection = root
            file.save()


def _files_used_by(page: Any) -> dict[type[Any], set[int]]:
    """Returns the files that a page uses, read from the page itself: Wagtail's list of references
    is written later, by a job."""
    found: dict[type[Any], set[int]] = {}
    for content_type_id, object_id, *_ in ReferenceIndex._extract_references_from_object(page):
        model = ContentType.objects.get_for_id(content_type_id).model_class()
        if model is not None:
            found.setdefault(model, set()).add(int(object_id))
    return found


def waiting_files(user: Any) -> list[tuple[str, int, str]]:
    """Namespace of the admin, id and title of each file that this user may approve."""
    if is_bound(user):
        return []
    found: list[tuple[str, int, str]] = []
    for space, model in SPACES:
        policy = policy_registry.get_by_type(model())
        files = policy.instances_user_has_permission_for(user, "change")
        waiting = files.filter(collection__in=inbox_ids()).order_by("created_at")
        found += [(space, pk, title) for pk, title in waiting.values_list("pk", "title")]
    return found
