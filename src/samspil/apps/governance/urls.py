"""Pages about matters, meetings, decisions and models."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "governance"
urlpatterns: list[URLPattern] = []
