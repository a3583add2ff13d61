"""Below `/suche/`."""

from django.urls import path

from . import views
from .feed import feed

urlpatterns = [
    path("feed/", feed, name="abo_feed"),
    path("abo/", views.save_question, name="abo"),
    path("planung/", views.announce, name="abo_planung"),
    path("abo/gesendet/", views.sent, name="abo_gesendet"),
    path("abo/bestaetigen/<str:signed_link>/", views.confirm_link, name="abo_bestaetigen"),
    path("abo/verlaengern/<str:signed_link>/", views.extend_link, name="abo_verlaengern"),
    path("abo/abmelden/<str:signed_link>/", views.remove_link, name="abo_abmelden"),
]
