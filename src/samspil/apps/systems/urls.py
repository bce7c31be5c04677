"""Pages about what has been bought."""

from django.urls import path

from samspil.apps.systems.views import history

app_name = "systems"
urlpatterns = [path("history/", history.history, name="history")]
