"""The report "Hat das geholfen?": pages that somebody answered for, most answers first."""

from typing import Any

from django.db.models import F, Max, Sum
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies.pages import PagePermissionPolicy

from wiki.models import Projektseite
from wiki.redaktion.rollen.rechte import EDITING, editable_pages, page_policy


def answered_pages(user: Any) -> Any:
    """Projects that this user may change, with the sums `ja` and `nein` and the last day."""
    own = editable_pages(user).order_by().values("pk")
    pages = Projektseite.objects.filter(pk__in=own, hilfreich__isnull=False)
    sums = pages.annotate(
        ja=Sum("hilfreich__ja"), nein=Sum("hilfreich__nein"), zuletzt=Max("hilfreich__tag")
    )
    return sums.order_by((F("ja") + F("nein")).desc(), "title")


class HilfreichView(ReportView):
    """Per project: how often yes, how often no."""

    model = Projektseite
    page_title = "Hat das geholfen?"
    header_icon = "help"
    index_url_name = "hilfreich_bericht"
    index_results_url_name = "hilfreich_bericht_liste"
    any_permission_required = sorted(EDITING)
    is_searchable = False
    export_filename = "hat-das-geholfen"
    columns = [
        TitleColumn("title", label="Projekt", url_name="wagtailadmin_pages:edit"),
        Column("ja", label="Ja"),
        Column("nein", label="Nein"),
        Column("zuletzt", label="Zuletzt am"),
    ]
    export_headings = {"title": "Projekt", "ja": "Ja", "nein": "Nein", "zuletzt": "Zuletzt am"}
    list_export = list(export_headings)

    @property
    def permission_policy(self) -> PagePermissionPolicy:
        """The one that knows Kommunen."""
        return page_policy()

    def get_base_queryset(self) -> Any:
        return answered_pages(self.request.user)
