"""Keeps those who manage accounts from becoming administrators.

Wagtail lets everybody who may change users tick "Administrator", and set an administrator's
password.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin import messages

from wiki.anmeldung.events import opened_or_closed


def _refuse_unless_superuser(request: HttpRequest, users: Iterable[Any]) -> None:
    """Raises PermissionDenied when one of `users` is an administrator, or is to become one."""
    if request.user.is_superuser:
        return
    if "is_superuser" in request.POST or any(user.is_superuser for user in users):
        raise PermissionDenied


@hooks.register("before_create_user")
def before_create(request: HttpRequest) -> None:
    _refuse_unless_superuser(request, ())


@hooks.register("before_edit_user")
@hooks.register("before_delete_user")
def before_change(request: HttpRequest, user: Any) -> None:
    _refuse_unless_superuser(request, [user])


@hooks.register("before_bulk_action")
def before_bulk_action(request: HttpRequest, kind: str, objects: Iterable[Any], view: Any) -> None:
    if get_user_model() in view.models:
        _refuse_unless_superuser(request, objects)


@hooks.register("after_bulk_action")
def after_bulk_action(request: HttpRequest, kind: str, objects: Iterable[Any], view: Any) -> None:
    if get_user_model() in view.models and kind == "set_active_state":
        is_open = view.cleaned_form.cleaned_data["mark_as_active"]
        opened_or_closed(objects, is_open=is_open)


@hooks.register("after_create_user")
@hooks.register("after_edit_user")
def tell_that_a_role_is_missing(request: HttpRequest, user: Any) -> None:
    """Roles are chosen on the second tab, which is easily missed."""
    if user.is_active and not user.is_superuser and not user.groups.exists():
        messages.warning(
            request,
            f"„{user.get_username()}“ hat noch keine Rolle und kommt nicht in die Redaktion. "
            "Rollen stehen beim Konto auf dem Reiter „Rollen“.",
        )
