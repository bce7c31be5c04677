"""Pages about organisations and people."""

from django.conf import settings
from django.urls import path

from samspil.apps.organisations.views import (
    acting,
    demo_log_in,
    doors,
    importing,
    keeping,
    people,
    profile,
    register,
)

app_name = "organisations"
urlpatterns = [
    path("", people.people, name="people"),
    path("units/", register.units, name="units"),
    path("roles/", register.roles, name="roles"),
    path("members/", register.members, name="members"),
    path("people/<uuid:public_id>/", people.person, name="person"),
    # Kept up to date by those whom `rights` names.
    path("people/add/", keeping.add_person, name="add_person"),
    path("people/<uuid:public_id>/invite/", keeping.invite, name="invite"),
    path("roles/give/", keeping.hold, name="hold"),
    path("roles/<int:number>/end/", keeping.end_holding, name="end_holding"),
    path("members/admit/", keeping.admit, name="admit"),
    path("members/<int:number>/leave/", keeping.leave, name="leave"),
    path("members/secretariat/", keeping.move_secretariat, name="move_secretariat"),
    path("lists/", importing.send_lists, name="send_lists"),
    path("lists/<uuid:public_id>/", importing.lists, name="lists"),
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
