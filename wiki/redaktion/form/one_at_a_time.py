"""Lets a page that saves itself overwrite nothing newer.

Wagtail looks whether a form has come since, and then stores. What was sent in between, such as a
day for publishing, would be lost: so nobody may store the page between the two.
"""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page


def hold_page(page_id: int) -> None:
    """Waits until nobody else stores the page, and keeps others waiting until the transaction
    ends."""
    Page.objects.select_for_update(of=("self",)).filter(pk=page_id).exists()


class OneFormEditView(EditView):
    """Reads the page only once it is held, if it saves itself."""

    def dispatch(self, request: HttpRequest, page_id: int, **kwargs: Any) -> HttpResponseBase:
        self.request = request
        if request.method != "POST" or not self.expects_json_response:
            return super().dispatch(request, page_id, **kwargs)
        with transaction.atomic():
            hold_page(page_id)
            return super().dispatch(request, page_id, **kwargs)


class SeiteViewSet(PageViewSet):
    """All kinds of pages that have no views of their own."""

    model = Page
    edit_view_class = OneFormEditView
