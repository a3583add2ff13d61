"""The CMS asks, beside a token's name and owner, what it is for, how often and until when."""

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpResponse
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import APIToken
from wagtail.users.views import api_tokens

from .models import Berechtigung, berechtigung_of, usual

FIELDS = ["bereiche", "je_minute", "gueltig_bis"]
# Of Berechtigung, for both forms of Wagtail's.
Angaben: Any = forms.modelform_factory(
    Berechtigung, fields=FIELDS, widgets={"gueltig_bis": AdminDateInput}
)


class NewTokenForm(api_tokens.APITokenForm):
    """Wagtail's is no form of a model; ours checks itself beside it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(Angaben(initial={"bereiche": usual()}).fields)
        self.fields["bereiche"].initial = usual()


class TokenForm(forms.ModelForm):
    """Name and rights of a token that exists."""

    class Meta:
        model = APIToken
        fields = ["name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = berechtigung_of(self.instance)
        self.fields.update(Angaben().fields)
        for name in FIELDS:
            self.fields[name].initial = getattr(found, name)

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:
        token = super().save(commit)
        remember(token, self.cleaned_data)
        return token


def remember(token: APIToken, said: dict[str, Any]) -> None:
    values = {name: said[name] for name in FIELDS}
    Berechtigung.objects.update_or_create(token=token, defaults=values)


class CreateView(api_tokens.CreateView):
    @transaction.atomic
    def form_valid(self, form: forms.Form) -> HttpResponse:
        response = super().form_valid(form)
        remember(self.object, form.cleaned_data)
        return response


class IndexView(api_tokens.IndexView):
    @property
    def columns(self) -> list[Column]:
        return [
            *super().columns,
            Column("bereiche", label="Darf", accessor=lambda token: str(berechtigung_of(token))),
            Column("bis", label="Gültig bis", accessor=lambda t: berechtigung_of(t).gueltig_bis),
        ]

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("berechtigung")


class TokenViewSet(api_tokens.APITokenViewSet):
    add_view_class = CreateView
    index_view_class = IndexView

    def get_form_class(self, for_update: bool = False) -> Any:
        return TokenForm if for_update else NewTokenForm


# Wagtail lets a project name its views of accounts and groups, and these not (users/wagtail_hooks).
api_tokens.APITokenViewSet = TokenViewSet
