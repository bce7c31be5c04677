"""Pages about benefits."""

from __future__ import annotations

from django.urls import URLPattern, path

from samspil.apps.benefits.views import benefit_list

app_name = "benefits"
urlpatterns: list[URLPattern] = [
    # The list, and how well benefits are followed.
    path("", benefit_list.benefits, name="benefits"),
]
