from django.urls import path, re_path

from .cms import views

urlpatterns = [
    re_path(
        r"^(?P<page_id>\d{1,9})\.(?P<ending>docx|pdf)$", views.page_document, name="page_document"
    ),
    path("vorlage-projekte.csv", views.template, name="import_template"),
]
