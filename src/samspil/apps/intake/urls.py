"""Pages where something is brought, and where one asks where to go."""

from __future__ import annotations

from django.urls import path

from samspil.apps.intake.views import bring, choose, codes, several, where

app_name = "intake"
urlpatterns = [
    path("bring/", choose.choose, name="choose"),
    path("bring/where/", where.where, name="where"),
    path("bring/codes/<str:register>/", codes.codes, name="codes"),
    path("bring/<str:kind>/", bring.bring, name="bring"),
    path("bring/<str:kind>/way/", bring.way, name="way"),
    path("bring/<str:kind>/several/", several.several, name="several"),
    path("where/<str:whose>/", where.for_all, name="where_for_all"),
]
