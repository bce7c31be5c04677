"""Pages about initiatives and all that is seen of them."""

from __future__ import annotations

from django.urls import URLPattern, path

from samspil.apps.portfolio.views import (
    board,
    common,
    common_list,
    gates,
    initiative,
    initiative_forms,
    kept_views,
    matrix,
    milestone_calendar,
    portfolio_list,
    starting,
    starting_together,
)

app_name = "portfolio"
urlpatterns: list[URLPattern] = [
    # The list, and other ways of seeing the same.
    path("", portfolio_list.initiatives, name="initiatives"),
    path("export.<str:form>", portfolio_list.export, name="export"),
    path("start/", starting.start, name="start"),
    path("board/", board.board, name="board"),
    path("common/", common_list.commons, name="commons"),
    path("calendar/", milestone_calendar.calendar, name="calendar"),
    path("calendar/subscribe/", milestone_calendar.subscribe, name="calendar_subscribe"),
    path("milestones.ics", milestone_calendar.calendar_file, name="calendar_file"),
    path("feed.ics", milestone_calendar.feed, name="feed"),
    path("views/new/", kept_views.keep, name="view_keep"),
    path("views/<uuid:public_id>/", kept_views.view, name="view"),
    path("views/<uuid:public_id>/remove/", kept_views.remove, name="view_remove"),
    # What members do together, each at its own pace.
    path("members/", matrix.matrix, name="matrix"),
    path("members/start/<uuid:matter_id>/", starting_together.start_joint, name="start_joint"),
    path("common/<uuid:initiative_id>/", common.common, name="common"),
    path("common/<uuid:initiative_id>/invite/", common.invite, name="common_invite"),
    path("common/<uuid:initiative_id>/plans/", common.fan_out, name="common_fan_out"),
    path("common/<uuid:initiative_id>/pace/", common.pace, name="common_pace"),
    path("common/<uuid:initiative_id>/leave/", common.leave, name="common_leave"),
    path("common/<uuid:initiative_id>/own/", common.open_own, name="common_open"),
    path("common/<uuid:initiative_id>/decide/", common.decide, name="common_decide"),
    path("common/<uuid:initiative_id>/<uuid:milestone_id>/deviate/", common.deviate, name="common_deviate"),
    path("common/<uuid:initiative_id>/<uuid:milestone_id>/follow/", common.follow, name="common_follow"),
    # The page of an initiative, and its forms.
    path("initiatives/<uuid:initiative_id>/", initiative.initiative, name="initiative"),
    path(
        "initiatives/<uuid:initiative_id>/change/<slug:what>/",
        initiative_forms.initiative_change,
        name="initiative_change",
    ),
    path(
        "initiatives/<uuid:initiative_id>/<slug:what>/<int:number>/",
        initiative_forms.initiative_row,
        name="initiative_row",
    ),
    path(
        "milestones/<uuid:milestone_id>/<slug:what>/",
        initiative_forms.milestone_change,
        name="milestone_change",
    ),
    path("dependencies/<uuid:dependency_id>/end/", initiative_forms.dependency_end, name="dependency_end"),
    # The phases of an initiative, and its gates.
    path("initiatives/<uuid:initiative_id>/phases/", gates.phases, name="phases"),
    path("initiatives/<uuid:initiative_id>/phases/document/", gates.document, name="document"),
    path("initiatives/<uuid:initiative_id>/phases/criterion/", gates.criterion, name="criterion"),
    path("initiatives/<uuid:initiative_id>/phases/ask/", gates.ask_for_gate, name="ask_for_gate"),
]
