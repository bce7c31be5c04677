"""Pages about organisations and people."""

from django.conf import settings
from django.urls import path

from samspil.apps.organisations.views import acting, demo_log_in, doors, profile

app_name = "organisations"
urlpatterns = [
    path("act-for/", acting.act_for, name="act_for"),
    # About oneself, and access for other systems.
    path("me/", profile.profile, name="profile"),
    path("systems/", doors.doors, name="doors"),
    path("systems/let-in/", doors.let_in, name="let_in"),
    path("systems/<uuid:public_id>/shut-out/", doors.shut_out, name="shut_out"),
    path("systems/tell/", doors.tell_address, name="tell_address"),
    path("systems/<uuid:public_id>/tell-no-more/", doors.tell_no_more, name="tell_no_more"),
]
if settings.SAMSPIL_DEMO:
    urlpatterns.append(path("try-as/", demo_log_in.demo_log_in, name="demo_log_in"))
