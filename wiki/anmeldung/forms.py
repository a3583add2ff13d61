"""The forms to sign in and for a forgotten password."""

from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm
from django.conf import settings
from django.http import HttpRequest
from procrastinate.contrib.django import app

NOBODY = 0


class PasswortVergessenForm(ResetPasswordForm):
    """Leaves the mail to a job, for a mailbox that nobody has as well: the answer takes the same
    time, and a slow mail server holds nobody up."""

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        known = [] if settings.NUR_SSO else [user.pk for user in self.users]
        for user_id in known or [NOBODY]:
            app.configure_task("wiki.tasks.mail_passwort", queue="wagtail").defer(user_id=user_id)
        return str(self.cleaned_data["email"])


class AnmeldeForm(LoginForm):
    """Says in its labels what to type, and nothing a second time inside the fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "Anmeldename oder E-Mail-Adresse"
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
