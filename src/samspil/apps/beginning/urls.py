"""The pages of the first-run guide."""

from django.urls import path

from samspil.apps.beginning.views import ending, linking, members, model, organisation, people, summary

app_name = "beginning"
urlpatterns = [
    path("", summary.summary, name="summary"),
    path("organisation/", organisation.organisation, name="organisation"),
    path("members/", members.members, name="members"),
    path("model/", model.model, name="model"),
    path("model/<slug:key>/", model.shipped, name="shipped"),
    path("people/", people.people, name="people"),
    path("now/", ending.end, name="end"),
    path("with/<str:secret>/", linking.open_with, name="open"),
]
