"""Pages about what has been tried."""

from __future__ import annotations

from django.urls import URLPattern, path

from samspil.apps.simulations.views import ask, further, run, runs, sending

app_name = "simulations"
urlpatterns: list[URLPattern] = [
    path("", runs.runs, name="runs"),
    path("new/", ask.ask, name="ask"),
    path("<uuid:public_id>/", run.run, name="run"),
    path("<uuid:public_id>/stop/", run.stop, name="stop"),
    path("<uuid:public_id>/further/", further.further, name="further"),
    path("<uuid:public_id>/send/", sending.send, name="send"),
]
