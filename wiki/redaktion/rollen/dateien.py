"""Decides who may choose and change which documents and pictures: an Autor only those of
collections that are open to them.

Wagtail asks the restrictions of a collection only when a document is opened, and lists it in
choosers for everybody.
"""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import register_permission_policy

from wiki.models.mitarbeit import is_bound
from wiki.visibility import is_visible_document
from wiki.visibility.pages import failed_by

from .eingang import inbox_ids


class DateiPolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's rules, narrowed for users who are bound to their Kommunen (`is_bound`)."""

    def _check_perm(self, user: Any, actions: Any, collection: Any = None) -> bool:
        if collection is not None and any(map(collection.path.startswith, _closed_to(user))):
            return False
        return bool(super()._check_perm(user, actions, collection=collection))

    def _collections_with_perm(self, user: Any, actions: Any) -> Any:
        found = super()._collections_with_perm(user, actions)
        for path in _closed_to(user):
            found = found.exclude(path__startswith=path)
        return found

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        """Returns the files, chosen by fields that Wagtail's search can filter by."""
        found = super().instances_user_has_any_permission_for(user, actions)
        if not is_bound(user):
            return found
        return found.filter(~Q(collection__in=inbox_ids()) | Q(uploaded_by_user=user))

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        if is_bound(user) and not is_visible_document(instance, _request_of(user)):
            return False
        return bool(super().user_has_any_permission_for_instance(user, actions, instance))


def _closed_to(user: Any) -> list[str]:
    """Paths of the collections that this user may not open."""
    if not is_bound(user):
        return []
    request = _request_of(user)
    failed = CollectionViewRestriction.objects.filter(failed_by(request, CollectionViewRestriction))
    closed = Collection.objects.filter(view_restrictions__in=failed)
    return list(closed.values_list("path", flat=True))


def _request_of(user: Any) -> HttpRequest:
    request = HttpRequest()
    request.user = user
    return request


def register_policies() -> None:
    """Registers the rule in the place of Wagtail's own."""
    auth_models = {get_image_model(): "wagtailimages.Image", get_document_model(): None}
    for model, auth_model in auth_models.items():
        policy = DateiPolicy(
            model, auth_model=auth_model or model, owner_field_name="uploaded_by_user"
        )
        # Exact: Wagtail registers its own for the class, and maybe later.
        register_permission_policy(model, policy, exact_class=True)
