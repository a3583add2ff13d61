"""Addresses. The one place that puts the three packages together."""

from django.conf import settings
from django.urls import include, path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from wiki.platform.security_txt import security_txt
from wiki.redaktion.views import chosen_pages, logged_in

from . import views

handler500 = "wiki.views.server_error"

urlpatterns = [
    path("admin/choose-page/chosen-multiple/", chosen_pages),
    path("admin/angemeldet/", logged_in, name="angemeldet"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("suche/", include("suche.urls")),
    path("api/v1/", include("suche.schnittstelle.urls")),
    path("health/", include("suche.betrieb.health_urls")),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("metrics", include("suche.betrieb.prometheus.urls")),
    path("", include("wiki.web.urls")),
    path("", include("wiki.markt.urls")),
    path("", include("wiki.mitmachen.urls")),
    path("export/", include("wiki.austausch.urls")),
    path("kommune/<slug:slug>/", views.kommune, name="kommune"),
    path("thema/<slug:slug>/", views.thema, name="thema"),
    # Renditions only. Documents go through Wagtail's view, which asks who may read them.
    path("media/images/<path:path>", serve, {"document_root": settings.MEDIA_ROOT / "images"}),
    path("", include(wagtail_urls)),
]
