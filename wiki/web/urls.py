"""Addresses that machines ask for. Before Wagtail's, which would take them for pages."""

from django.contrib.sitemaps.views import index, sitemap
from django.urls import path, re_path

from .manifest import favicon, manifest
from .markdown_pages import kommune_as_markdown, page_as_markdown, thema_as_markdown
from .opendata.identity import to_page
from .opendata.views import katalog, projects
from .robots import llms_txt, robots_txt
from .sitemap import SITEMAPS
from .vorschaubilder import preview_picture

PART = {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_teil"}

urlpatterns = [
    path("robots.txt", robots_txt, name="robots_txt"),
    path("llms.txt", llms_txt, name="llms_txt"),
    path("favicon.ico", favicon, name="favicon"),
    path("manifest.webmanifest", manifest, name="manifest"),
    path("sitemap.xml", index, PART, name="sitemap"),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap_teil"),
    re_path(r"^daten/projekte\.(?P<ending>csv|json|jsonld)$", projects, name="daten_projekte"),
    re_path(r"^daten/katalog\.(?P<ending>rdf|ttl|jsonld)$", katalog, name="daten_katalog"),
    path("id/<uuid:key>/", to_page, name="kennung"),
    path("vorschaubild/<int:page_id>.png", preview_picture, name="vorschaubild"),
    path("kommune/<slug:slug>/index.md", kommune_as_markdown, name="kommune_markdown"),
    path("thema/<slug:slug>/index.md", thema_as_markdown, name="thema_markdown"),
    re_path(r"^(?P<path>(?:[\w-]+/)+)index\.md$", page_as_markdown, name="seite_markdown"),
]
