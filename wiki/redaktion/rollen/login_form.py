"""The form to log in with."""

from typing import Any

from wagtail.admin.forms.auth import LoginForm


class Anmeldeform(LoginForm):
    """Wagtail's, whose password has no German name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = "Passwort"
