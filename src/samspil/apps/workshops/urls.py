"""Pages about workshops, and the short link of the phones."""

from django.urls import path

from samspil.apps.workshops.views import join, potentials, record, screen, workshop, workshops

app_name = "workshops"
urlpatterns = [
    path("workshops/", workshops.workshops, name="workshops"),
    path("workshops/new/", workshops.new, name="new"),
    path("workshops/potentials/<uuid:public_id>/send/", potentials.send, name="send"),
    path("workshops/potentials/<uuid:public_id>/take-back/", potentials.take_back, name="take_back"),
    path("workshops/potentials/<uuid:public_id>/in-use/", potentials.in_use, name="in_use"),
    path("workshops/<uuid:public_id>/", workshop.workshop, name="workshop"),
    path("workshops/<uuid:public_id>/change/", workshops.change, name="change"),
    path("workshops/<uuid:public_id>/open/", workshop.opened, name="open"),
    path("workshops/<uuid:public_id>/end/", workshop.ended, name="end"),
    path("workshops/<uuid:public_id>/screen/", screen.screen, name="screen"),
    path("workshops/<uuid:public_id>/notes/", workshop.group, name="group"),
    path("workshops/<uuid:public_id>/potentials/", workshop.choose, name="choose"),
    path("workshops/<uuid:public_id>/record/", record.record, name="record"),
    path("w/<str:key>/", join.join, name="join"),
]
