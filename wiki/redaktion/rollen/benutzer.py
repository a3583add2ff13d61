"""The forms for accounts: only administrators make administrators."""

from typing import Any

from wagtail.users.views.users import CreateView, EditView, UserViewSet

ONLY_BY_ADMINISTRATORS = "Das vergeben nur Administratoren."


class _ForTheLeitung:
    """Shows the box for administrators as one that cannot be ticked. Else whoever ticks it is
    refused, and all that was filled in is lost."""

    request: Any

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(*args, **kwargs)  # type: ignore[misc]
        box = form.fields.get("is_superuser")
        if box and not self.request.user.is_superuser:
            box.disabled, box.help_text = True, ONLY_BY_ADMINISTRATORS
        return form


class Anlegen(_ForTheLeitung, CreateView):
    pass


class Aendern(_ForTheLeitung, EditView):
    pass


class BenutzerViewSet(UserViewSet):
    add_view_class = Anlegen
    edit_view_class = Aendern
