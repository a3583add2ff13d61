"""Addresses. The one place that puts the three packages together."""

from django.conf import settings
from django.urls import include, path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from wiki.anmeldung import views as anmeldung
from wiki.platform.security_txt import security_txt
from wiki.redaktion import choosers
from wiki.redaktion.views import logged_in, profile_picture
from wiki.sprache.views import choose as choose_language

from . import views

handler400 = "wiki.sprache.views.bad_request"
handler403 = "wiki.sprache.views.forbidden"
handler404 = "wiki.sprache.views.not_found"
handler429 = "wiki.anmeldung.views.too_many"
handler500 = "wiki.views.server_error"

urlpatterns = [
    # One way to sign in: what Wagtail brings leads there, or is limited.
    path("admin/login/", anmeldung.to_login, name="to_login"),
    path("admin/password_reset/", anmeldung.to_reset, name="to_reset"),
    path("admin/password_reset/<path:rest>", anmeldung.to_reset, name="to_reset_rest"),
    path("_util/login/", anmeldung.to_login, name="to_login_site"),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        anmeldung.password_of_page,
        name="password_of_page",
    ),
    path(
        "documents/authenticate_with_password/<int:restriction_id>/",
        anmeldung.password_of_documents,
        name="password_of_documents",
    ),
    path("konto/signup/", anmeldung.closed, name="no_signup"),
    path("konto/email/", anmeldung.closed, name="no_email"),
    path("konto/3rdparty/", anmeldung.closed, name="no_connections"),
    path("konto/", include("allauth.urls")),
    # Wagtail's explorer and choosers, narrowed.
    path("admin/pages/<int:parent_page_id>/", choosers.explore_pages, name="explore_pages"),
    path(
        "admin/pages/<int:parent_page_id>/results/",
        choosers.explore_pages,
        {"results_only": True},
        name="explore_results",
    ),
    path("admin/choose-page/", choosers.browse_pages, name="choose_page"),
    path(
        "admin/choose-page/<int:parent_page_id>/", choosers.browse_pages, name="choose_page_child"
    ),
    path("admin/choose-page/search/", choosers.search_pages, name="choose_page_search"),
    path("admin/choose-page/chosen-multiple/", choosers.chosen_pages, name="choose_page_chosen"),
    path("admin/choose-external-link/", choosers.external_link, name="choose_external_link"),
    path("admin/tag-autocomplete/", choosers.tag_autocomplete, name="tag_autocomplete"),
    path(
        "admin/tag-autocomplete/<slug:app_name>/<slug:model_name>/",
        choosers.tag_autocomplete,
        name="tag_autocomplete_model",
    ),
    path("admin/angemeldet/", logged_in, name="angemeldet"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("suche/", include("suche.urls")),
    path("api/v1/", include("suche.schnittstelle.urls")),
    path("api/v3/", include("suche.schnittstelle.pages_urls")),
    path("", include("suche.schnittstelle.mcp_server.urls")),
    path("", include("suche.einbetten.urls")),
    path("health/", include("suche.betrieb.health_urls")),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("sprache/", choose_language, name="sprache"),
    path("metrics", include("suche.betrieb.prometheus.urls")),
    path("", include("wiki.web.urls")),
    path("", include("wiki.markt.urls")),
    path("", include("wiki.mitmachen.urls")),
    path("export/", include("wiki.austausch.urls")),
    path("kommune/<slug:slug>/", views.kommune, name="kommune"),
    path("thema/<slug:slug>/", views.thema, name="thema"),
    # Renditions, and pictures of accounts. Documents go through Wagtail's view, which asks who may
    # read them.
    path("media/images/<path:path>", serve, {"document_root": settings.MEDIA_ROOT / "images"}),
    path("media/avatar_images/<path:path>", profile_picture, name="profilbild"),
    path("", include(wagtail_urls)),
]
