"""Pages about initiatives and all that is seen of them."""

from __future__ import annotations

from django.urls import URLPattern, path

from samspil.apps.portfolio.views import (
    board,
    common_list,
    kept_views,
    milestone_calendar,
    portfolio_list,
    starting,
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
]
