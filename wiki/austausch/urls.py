from django.urls import path, re_path

from . import views

urlpatterns = [
    re_path(
        r"^(?P<page_id>\d{1,9})\.(?P<ending>docx|pdf)$", views.page_document, name="page_document"
    ),
    path("projekte.<slug:form>", views.project_list, name="project_list"),
    path("vorlage-projekte.csv", views.template, name="import_template"),
]
