"""The style page: include this only in dev and test."""

from django.urls import path

from samspil.kit.web import views

urlpatterns = [path("", views.style_page, name="style_page")]
