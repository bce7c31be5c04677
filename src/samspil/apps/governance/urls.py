"""Pages about matters, meetings, decisions and models."""

from __future__ import annotations

from django.urls import URLPattern, path

from samspil.apps.governance.views import decisions, overview

app_name = "governance"
urlpatterns: list[URLPattern] = [
    # The decision register and the overview.
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/<uuid:public_id>/", decisions.decision, name="decision"),
    path("decisions/export.<str:form>", decisions.export, name="decisions_export"),
    path("overview/", overview.overview, name="overview"),
]
