"""Addresses of the Markt, the Merkliste, feeds and calendars."""

from django.urls import path, re_path
from django.views.decorators.http import conditional_page

from . import views
from .feeds.feeds import Kommunenfeed, Projektfeed, Themenfeed
from .feeds.views import about_feeds
from .merkliste import changing
from .merkliste import views as merkliste_views
from .vergleich import views as vergleich_views

urlpatterns = [
    path("markt/", views.markt, name="markt"),
    path("markt/vergleich/", vergleich_views.side_by_side, name="vergleich"),
    re_path(
        r"^markt/vergleich/vergleich\.(?P<ending>docx|pdf|xlsx)$",
        vergleich_views.download,
        name="vergleich_datei",
    ),
    path("markt/feeds/", about_feeds, name="ueber_feeds"),
    path("markt/feed/", conditional_page(Projektfeed()), name="feed"),
    path("thema/<slug:slug>/feed/", conditional_page(Themenfeed()), name="feed_thema"),
    path("kommune/<slug:slug>/feed/", conditional_page(Kommunenfeed()), name="feed_kommune"),
    path("merkliste/", merkliste_views.show, name="merkliste"),
    path("merkliste/aendern/", changing.change, name="merkliste_aendern"),
    re_path(
        r"^merkliste/merkliste\.(?P<ending>docx|pdf|xlsx)$",
        merkliste_views.download,
        name="merkliste_datei",
    ),
    path("merkliste/text/", merkliste_views.as_text, name="merkliste_text"),
    path("veranstaltungen/kalender.ics", views.all_events, name="kalender"),
    path("veranstaltungen/<slug:slug>/kalender.ics", views.one_event, name="termin"),
]
