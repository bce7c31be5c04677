"""Pages about organisations and people."""

from django.conf import settings
from django.urls import path

from samspil.apps.organisations.views import acting, demo_log_in

app_name = "organisations"
urlpatterns = [
    path("act-for/", acting.act_for, name="act_for"),
]
if settings.SAMSPIL_DEMO:
    urlpatterns.append(path("try-as/", demo_log_in.demo_log_in, name="demo_log_in"))
