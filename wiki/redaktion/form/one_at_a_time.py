"""Stores the forms of a page one after the other.

A page that somebody writes saves itself. Wagtail first looks whether that would overwrite something
newer, and then stores: a form that is sent in between, such as a day for publishing, would be lost.
"""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from wiki.platform.locks import Lock, held


class OneFormEditView(EditView):
    """Waits until another form of the same page is stored, and only then reads the page."""

    def dispatch(self, request: HttpRequest, page_id: int, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return super().dispatch(request, page_id, **kwargs)
        with held(Lock.PAGE_FORM, page_id):
            return super().dispatch(request, page_id, **kwargs)


class SeiteViewSet(PageViewSet):
    """All kinds of pages that have no views of their own."""

    model = Page
    edit_view_class = OneFormEditView
