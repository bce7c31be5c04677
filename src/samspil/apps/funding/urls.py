"""Pages about money."""

from __future__ import annotations

from django.urls import URLPattern, path

from samspil.apps.funding.views import case_comparing, case_writing, cases

app_name = "funding"
urlpatterns: list[URLPattern] = [
    # The business case of an initiative.
    path("case/<uuid:initiative_id>/", cases.case, name="case"),
    path("case/<uuid:initiative_id>/write/", case_writing.write, name="case_write"),
    path("case/<uuid:initiative_id>/compare/", case_comparing.compare, name="case_compare"),
]
