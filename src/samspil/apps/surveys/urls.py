"""Pages about surveys."""

from django.urls import path

from samspil.apps.surveys.views import answering, exporting, round_page, rounds, surveys

app_name = "surveys"
urlpatterns = [
    path("", rounds.rounds, name="rounds"),
    path("new/", rounds.new, name="new"),
    path("ask/", surveys.surveys, name="surveys"),
    path("ask/<slug:key>/", surveys.survey, name="survey"),
    path("answer/<str:key>/", answering.answer, name="answer"),
    path("<uuid:public_id>/", round_page.round_page, name="round"),
    path("<uuid:public_id>/areas/", round_page.areas, name="areas"),
    path("<uuid:public_id>/invite/", round_page.invite, name="invite"),
    path("<uuid:public_id>/open/", round_page.opened, name="open"),
    path("<uuid:public_id>/remind/", round_page.remind, name="remind"),
    path("<uuid:public_id>/close/", round_page.closed, name="close"),
    path("<uuid:public_id>/change/", round_page.change, name="change"),
    path("<uuid:public_id>/<slug:what>.<slug:form>", exporting.export, name="file"),
]
