"""Sets aside what is wrong in a form, so that the rest can be stored as a draft or previewed.

While somebody writes, one wrong entry would otherwise stop the saving of all others. What is set
aside keeps its stored value and stays in the browser; the side panel names it.
"""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm

NEEDED = {"title", "slug", NON_FIELD_ERRORS}  # a page without them cannot be stored


def hold_back(form: Any) -> bool:
    """Makes an invalid form of a page valid by leaving out what is wrong. Returns False, and
    changes nothing, when a page cannot be stored without it, or nothing was sent."""
    if not form.is_bound:
        return False
    if NEEDED & set(form.errors) or any(rows.non_form_errors() for rows in _rows(form)):
        return False
    if "inhalt" in form.errors and not _keep_article(form):
        return False
    for name in list(form.errors):
        del form.errors[name]
    for rows in _rows(form):
        for row in rows.forms:
            if row.errors:
                _leave_out(row)
    return True


def _rows(form: Any) -> list[Any]:
    """The lists of rows in it: sources, related projects, comments."""
    return list(form.formsets.values())


def _keep_article(form: Any) -> bool:
    """Takes the article over as it is, because a draft may hold an unfinished block. What its
    author may not change is not taken over."""
    field = form.fields["inhalt"]
    article = field.widget.value_from_datadict(form.data, form.files, form.add_prefix("inhalt"))
    try:
        field.block.get_prep_value(article)
        form.check_article(article)
    except (ValidationError, ValueError, TypeError, AttributeError):
        return False
    form.instance.inhalt = article
    return True


def _leave_out(row: BaseForm) -> None:
    """Makes a row look unchanged, so that it is not stored."""
    row.changed_data = []
    row.errors.clear()
