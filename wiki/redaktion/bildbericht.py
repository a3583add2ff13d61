"""The report on the credits of pictures: which lack author, licence, source or consent come
first."""

from typing import Any

from django.db.models import Case, Q, Value, When
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from wiki.models import Bild

FEHLT, VOLLSTAENDIG = "fehlt", "vollständig"
INCOMPLETE = Q(urheber="") | Q(lizenz="") | Q(quelle="") | Q(personen=True, einwilligung="")


def reported_images(user: Any) -> Any:
    """Pictures that this user may change, with `nachweisstand`."""
    policy = policy_registry.get_by_type(get_image_model())
    images = policy.instances_user_has_permission_for(user, "change")
    stand = Case(When(INCOMPLETE, then=Value(FEHLT)), default=Value(VOLLSTAENDIG))
    return images.annotate(nachweisstand=stand)


class BildberichtView(ReportView):
    """Per picture: what is said of its origin."""

    model = Bild
    page_title = "Bildnachweise"
    header_icon = "image"
    index_url_name = "bildbericht"
    index_results_url_name = "bildbericht_liste"
    any_permission_required = ["change"]
    is_searchable = True
    search_backend_name = None
    search_fields = ["title", "urheber", "quelle"]
    export_filename = "bildnachweise"
    default_ordering = "nachweisstand"
    columns = [
        TitleColumn("title", label="Bild", url_name="wagtailimages:edit", sort_key="title"),
        StatusTagColumn(
            "nachweisstand",
            label="Nachweis",
            primary=lambda image: image.nachweisstand == VOLLSTAENDIG,
            sort_key="nachweisstand",
        ),
        Column("urheber", label="Urheberin oder Urheber", sort_key="urheber"),
        Column("lizenz", label="Lizenz", accessor="get_lizenz_display"),
        Column("quelle", label="Quelle"),
        Column("einwilligung", label="Einwilligung"),
        DateColumn("created_at", label="Hochgeladen", sort_key="created_at"),
    ]
    export_headings = {
        "title": "Bild",
        "nachweisstand": "Nachweis",
        "urheber": "Urheberin oder Urheber",
        "get_lizenz_display": "Lizenz",
        "quelle": "Quelle",
        "personen": "Personen sind zu erkennen",
        "einwilligung": "Einwilligung",
        "created_at": "Hochgeladen",
    }
    list_export = list(export_headings)

    def get_base_queryset(self) -> Any:
        return reported_images(self.request.user).order_by("nachweisstand", "title")
