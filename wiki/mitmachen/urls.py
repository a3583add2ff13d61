"""The addresses of this room, and of the links in reminders (`wiki.gueltigkeit`)."""

from django.urls import path

from wiki.gueltigkeit.views import still_valid, two_questions

from . import views
from .hilfreich.views import helpful

urlpatterns = [
    path("aenderungen/", views.changes, name="aenderungen"),
    path("gewuenscht/", views.wanted, name="gewuenscht"),
    path("versionen/<int:page_id>/", views.versions, name="versionen"),
    path("hilfreich/<int:page_id>/", helpful, name="hilfreich"),
    path("barriere-melden/", views.report_barrier, name="barriere_melden"),
    path("rueckmeldung/danke/", views.feedback_thanks, name="rueckmeldung_danke"),
    path("rueckmeldung/<int:page_id>/", views.feedback, name="rueckmeldung"),
    path("noch-aktuell/<str:marke>/", still_valid, name="noch_aktuell"),
    path("angaben/<str:marke>/", two_questions, name="angaben"),
]
