"""Pages about competences."""

from django.urls import path

from samspil.apps.competences.views import (
    catalogue,
    loans,
    mine,
    need_page,
    needs,
    of_initiative,
    people,
    plans,
)

app_name = "competences"
urlpatterns = [
    path("", needs.needs, name="needs"),
    path("new/", needs.new, name="new"),
    path("mine/", mine.mine, name="mine"),
    path("mine/shown/", mine.shown_to_members, name="show_me"),
    path("mine/hidden/", mine.hidden, name="hide_me"),
    path("mine/forgotten/", mine.forgotten, name="forget_me"),
    path("people/", people.people, name="people"),
    path("catalogue/", catalogue.catalogue, name="catalogue"),
    path("lent/", loans.loans, name="loans"),
    path("lent/<uuid:public_id>/", loans.loan, name="loan"),
    path("of/<uuid:initiative_id>/", of_initiative.of, name="of"),
    path("plans/<uuid:public_id>/done/", plans.done, name="plan_done"),
    path("plans/<uuid:public_id>/drop/", plans.drop, name="plan_drop"),
    path("<uuid:public_id>/", need_page.need, name="need"),
    path("<uuid:public_id>/end/", need_page.end, name="end"),
]
