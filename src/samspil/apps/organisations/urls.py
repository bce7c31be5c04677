"""Pages about organisations and people."""

from django.urls import path

from samspil.apps.organisations.views import acting

app_name = "organisations"
urlpatterns = [
    path("act-for/", acting.act_for, name="act_for"),
]
