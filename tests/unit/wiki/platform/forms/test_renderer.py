"""The one template of a form field: label, hint, widget, error, and what is read out."""

from django import forms
from django.template import Context, Template
from django.utils.html import format_html


class Beispiel(forms.Form):
    text = forms.CharField(
        label="Ihre Frage", max_length=400, help_text="Ein Satz.", widget=forms.Textarea
    )
    land = forms.ChoiceField(label="Land", choices=[("", "alle"), ("rp", "RP")], required=False)
    einverstanden = forms.BooleanField(label="Ja, gern")


def test_length_and_duty_come_from_the_form() -> None:
    html = Beispiel()["text"].as_field_group()
    assert 'maxlength="400"' in html
    assert " required" in html
    assert "Optional" not in html


def test_hint_is_read_out_with_the_field() -> None:
    html = Beispiel()["text"].as_field_group()
    assert '<div class="kern-hint" id="id_text_helptext">Ein Satz.</div>' in html
    assert 'aria-describedby="id_text_helptext"' in html


def test_a_hint_in_html_stays_html_and_any_other_is_text() -> None:
    class Form(forms.Form):
        neu = forms.CharField(help_text=format_html("<b>{}</b>", "Zwölf Zeichen"))
        alt = forms.CharField(help_text="<b>fett</b>")

    assert "<b>Zwölf Zeichen</b>" in Form()["neu"].as_field_group()
    assert "&lt;b&gt;fett" in Form()["alt"].as_field_group()


def test_browsers_are_told_which_password_is_meant() -> None:
    new = forms.PasswordInput(attrs={"autocomplete": "new-password"})

    class Form(forms.Form):
        neu = forms.CharField(widget=new)
        alt = forms.CharField(widget=forms.PasswordInput)

    said = [Form()[name].as_field_group() for name in ("neu", "alt")]
    assert 'autocomplete="new-password"' in said[0]
    assert 'autocomplete="current-password"' in said[1]


def test_error_is_read_out_with_the_field() -> None:
    html = Beispiel({})["text"].as_field_group()
    assert 'class="kern-form-input kern-form-input--error"' in html
    assert '<p class="kern-error" id="id_text_error">' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_text_helptext id_text_error"' in html


def test_field_that_may_stay_empty_says_so() -> None:
    assert "- Optional" in Beispiel()["land"].as_field_group()


def test_select_has_its_arrow() -> None:
    html = Beispiel()["land"].as_field_group()
    assert 'class="kern-form-input__select-wrapper"' in html
    assert 'class="kern-form-input__select"' in html


def test_box_stands_before_its_label() -> None:
    html = Beispiel()["einverstanden"].as_field_group()
    assert html.index('class="kern-form-check__checkbox"') < html.index("Ja, gern")


def test_field_names_an_error_that_stands_elsewhere() -> None:
    template = Template('{% load formular_tags %}{% kern_feld field "oben-fehler" %}')
    html = template.render(Context({"field": Beispiel()["text"]}))
    assert 'aria-describedby="oben-fehler id_text_helptext"' in html
    assert 'aria-invalid="true"' in html
