"""Pages about benefits."""

from __future__ import annotations

from django.urls import URLPattern, path

from samspil.apps.benefits.views import (
    asking,
    benefit,
    benefit_forms,
    benefit_list,
    board_report,
    calibration,
    follow_up,
    forecasts,
    goal,
    initiative_benefits,
    library,
    map_forms,
    maps,
    measured_lists,
    members,
    shares,
    surveyed,
    weights,
)

app_name = "benefits"
urlpatterns: list[URLPattern] = [
    # The list, and how well benefits are followed.
    path("", benefit_list.benefits, name="benefits"),
    # A benefit, and its forms.
    path("of/<uuid:initiative_id>/", initiative_benefits.of, name="of"),
    path("of/<uuid:initiative_id>/new/", benefit_forms.add, name="add"),
    path("of/<uuid:initiative_id>/<uuid:benefit_id>/", initiative_benefits.shared, name="shared"),
    path("<uuid:benefit_id>/", benefit.benefit, name="benefit"),
    path("<uuid:benefit_id>/change/<slug:what>/", benefit_forms.change, name="change"),
    path("<uuid:benefit_id>/ask/<slug:asks>/", asking.ask, name="ask"),
    path(
        "<uuid:benefit_id>/indicators/<uuid:indicator_id>/<slug:what>/",
        benefit_forms.indicator_change,
        name="indicator_change",
    ),
    path(
        "<uuid:benefit_id>/indicators/<uuid:indicator_id>/measurements/<uuid:measurement_id>/correct/",
        benefit_forms.correct,
        name="correct",
    ),
    # How benefits come about: the map of an initiative.
    path("map/<uuid:initiative_id>/", maps.benefit_map, name="map"),
    path("map/<uuid:initiative_id>/workshop/", map_forms.workshop, name="map_workshop"),
    path("map/<uuid:initiative_id>/step/", map_forms.step_add, name="map_step_add"),
    path("map/<uuid:initiative_id>/step/<uuid:step_id>/", map_forms.step, name="map_step"),
    path("map/<uuid:initiative_id>/step/<uuid:step_id>/out/", map_forms.step_remove, name="map_step_remove"),
    path("map/<uuid:initiative_id>/link/", map_forms.link, name="map_link"),
    path("map/<uuid:initiative_id>/unlink/", map_forms.unlink, name="map_unlink"),
    path("goals/<uuid:goal_id>/", goal.goal, name="goal"),
    # A share of a closed survey as a baseline or a measurement.
    path("from-survey/<uuid:round_id>/", surveyed.from_survey, name="from_survey"),
    # Who gains, what the bottom lines weigh, what others have learned, and what is to be measured when.
    path("members/", members.members, name="members"),
    path("members/costs/", shares.costs, name="costs_show"),
    path("<uuid:benefit_id>/shares/", shares.shares, name="shares"),
    path("weights/", weights.weights, name="weights"),
    path("weights/decide/", weights.decide, name="weights_decide"),
    path("weights/end/", weights.end, name="weights_end"),
    path("library/", library.library, name="library"),
    path("library/<uuid:benefit_id>/use/", library.use, name="library_use"),
    path("follow-up/", follow_up.calendar, name="follow_up"),
    path("follow-up.ics", follow_up.as_file, name="follow_up_file"),
    # Many measurements in one file.
    path("measure/list/", measured_lists.send, name="measure_list"),
    path("measure/list/template.<str:form>", measured_lists.template, name="measure_template"),
    path("measure/list/<uuid:public_id>/", measured_lists.sent, name="measure_list_sent"),
    path("measure/list/<uuid:public_id>/progress/", measured_lists.progress, name="measure_list_progress"),
    path("measure/list/<uuid:public_id>/stop/", measured_lists.stop, name="measure_list_stop"),
    # What is likely.
    path("forecast/", forecasts.forecast, name="forecast"),
    path("forecast/<uuid:initiative_id>/", forecasts.forecast, name="forecast_of"),
    path("calibration/", calibration.calibration, name="calibration"),
    path("report.pdf", board_report.report, name="report"),
]
