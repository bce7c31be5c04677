"""Pages about service levels."""

from django.urls import path

from samspil.apps.service_levels.views import catalogue, figures, level, service

app_name = "service_levels"
urlpatterns = [
    path("", catalogue.catalogue, name="catalogue"),
    path("new/", catalogue.new, name="new"),
    path("figures/", figures.send, name="figures"),
    path("figures/template/<slug:form>/", figures.template, name="figures_template"),
    path("figures/<uuid:public_id>/", figures.sent, name="figures_sent"),
    path("levels/<uuid:public_id>/", level.level, name="level"),
    path("levels/<uuid:public_id>/end/", level.end, name="level_end"),
    path("levels/<uuid:public_id>/promises/<int:key>/take-back/", level.take_back, name="take_back"),
    path("<uuid:public_id>/", service.service, name="service"),
    path("<uuid:public_id>/change/", service.change, name="change"),
    path("<uuid:public_id>/end/", service.end, name="end"),
    path("<uuid:public_id>/new/", service.level_new, name="level_new"),
]
