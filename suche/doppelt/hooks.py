"""The side panel "Gibt es das schon?" beside the form of a Projektseite."""

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.ui.side_panels import BaseSidePanel

from wiki.redaktion.form.side_panels import LivePanel, register_live_panel

from . import views


class DoppeltPanel(LivePanel):
    """Shows similar cases beside the form while somebody types."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = "Gibt es das schon? Ein- oder ausblenden"
        icon_name = "copy"

    name = "doppelt"
    title = "Gibt es das schon?"
    order = 120
    url_name = "projekt_doppelt"
    felder = ("title", "kurzfassung", "inhalt")
    leer = "Sobald Sie Titel oder Kurzfassung schreiben, stehen hier ähnliche Fälle."


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [
        path("projekt/doppelt/", views.doppelt, name="projekt_doppelt"),
        path("projekt/nachgenutzt/", views.nachgenutzt, name="projekt_nachgenutzt"),
    ]


register_live_panel(DoppeltPanel)
