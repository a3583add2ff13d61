"""The form to log in with."""

from typing import Any

from wagtail.admin.forms.auth import LoginForm


class Anmeldeform(LoginForm):
    """Wagtail's form with a German name for the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = "Passwort"
