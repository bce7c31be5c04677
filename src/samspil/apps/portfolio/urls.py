"""Pages about initiatives and all that is seen of them."""

from __future__ import annotations

from django.urls import URLPattern, path

from samspil.apps.portfolio.views import (
    agents,
    board,
    changes,
    common,
    common_list,
    gates,
    initiative,
    initiative_forms,
    involvement,
    kept_views,
    lessons,
    matrix,
    milestone_calendar,
    notes,
    portfolio_list,
    reports,
    risks,
    starting,
    starting_together,
    stuck,
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
    # How an initiative goes: reports, risks, notes, changes, who is involved.
    path("initiatives/<uuid:public_id>/reports/", reports.reports, name="reports"),
    path("initiatives/<uuid:public_id>/risks/", risks.risks, name="risks"),
    path("risks/<uuid:risk_id>/", risks.risk, name="risk"),
    path("risks/<uuid:risk_id>/close/", risks.close, name="risk_close"),
    path("initiatives/<uuid:public_id>/notes/", notes.notes, name="notes"),
    path("notes/<uuid:note_id>/close/", notes.close, name="note_close"),
    path("notes/<uuid:note_id>/share/", notes.share, name="note_share"),
    path("initiatives/<uuid:public_id>/changes/", changes.changes, name="changes"),
    path("changes/<uuid:change_id>/", changes.change, name="change"),
    path("changes/<uuid:change_id>/send/<slug:kind>/", changes.send, name="change_send"),
    path("initiatives/<uuid:public_id>/involvement/", involvement.involvement, name="involvement"),
    path("involvement/<uuid:involvement_id>/", involvement.involved, name="involved"),
    path("involvement/<uuid:involvement_id>/settle/", involvement.settle, name="involvement_settle"),
    # What others have learned, whom one can ask, and where it sticks.
    path("lessons/", lessons.lessons, name="lessons"),
    path("lessons/like/", lessons.like, name="lessons_like"),
    path("agents/", agents.agents, name="agents"),
    path("agents/withdraw/", agents.withdraw, name="agent_withdraw"),
    path("stuck/", stuck.stuck, name="stuck"),
]
