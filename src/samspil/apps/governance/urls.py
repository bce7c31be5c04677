"""Pages about matters, meetings, decisions and models."""

from __future__ import annotations

from django.urls import URLPattern, path

from samspil.apps.governance.views import (
    calendars,
    calling,
    deciding,
    decisions,
    forums,
    holding,
    joint,
    matter,
    matter_list,
    meetings,
    my_work,
    obligations,
    overview,
    papers,
    written,
)
from samspil.apps.governance.views.governance_model import (
    adopting,
    calling_off,
    comparing,
    drafts,
    editing,
    moving,
    shelf,
    trying,
)
from samspil.apps.governance.views.governance_model import (
    page as model_page,
)

app_name = "governance"
urlpatterns: list[URLPattern] = [
    # The decision register and the overview.
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/<uuid:public_id>/", decisions.decision, name="decision"),
    path("decisions/export.<str:form>", decisions.export, name="decisions_export"),
    path("overview/", overview.overview, name="overview"),
    # My work, matters, and what is decided together.
    path("", my_work.my_work, name="my_work"),
    path("matters/", matter_list.matters, name="matters"),
    path("matters/<uuid:matter_id>/", matter.matter, name="matter"),
    path("matters/<uuid:matter_id>/answer/", matter.answer, name="matter_answer"),
    path("matters/<uuid:matter_id>/choose/", matter.choose, name="matter_choose"),
    path("matters/<uuid:matter_id>/points/", matter.answer_item, name="matter_item"),
    path("matters/<uuid:matter_id>/withdraw/", matter.withdraw, name="matter_withdraw"),
    path("matters/<uuid:matter_id>/park/", matter.park, name="matter_park"),
    path("matters/<uuid:matter_id>/resume/", matter.resume, name="matter_resume"),
    path("matters/<uuid:matter_id>/step-aside/", matter.step_aside, name="matter_step_aside"),
    path("matters/<uuid:matter_id>/papers/", papers.add, name="matter_papers"),
    path("papers/<uuid:paper_id>/", papers.paper, name="paper"),
    path("papers/<uuid:paper_id>/withdraw/", papers.withdraw, name="paper_withdraw"),
    path("obligations/<uuid:obligation_id>/done/", obligations.meet, name="obligation_meet"),
    path("joint/<uuid:matter_id>/", joint.joint, name="joint"),
    path("joint/<uuid:matter_id>/answer/", joint.answer, name="joint_answer"),
    path("joint/<uuid:matter_id>/more-time/", joint.defer, name="joint_defer"),
    # Forums, their meetings, and what is decided in writing between them.
    path("forums/", forums.forums, name="forums"),
    path("forums/<slug:key>/", forums.forum, name="forum"),
    path("forums/<slug:key>/extraordinary/", calling.call, name="meeting_call"),
    path("forums/<slug:key>/plan/", forums.plan, name="forum_plan"),
    path("forums/<slug:key>/calendar/", calendars.calendar, name="forum_calendar"),
    path("forums/<slug:key>/calendar.ics", calendars.feed, name="forum_feed"),
    path("forums/<slug:key>/write/<uuid:matter_id>/", written.write, name="write"),
    path("written/<uuid:public_id>/", written.written, name="written"),
    path("meetings/<uuid:public_id>/", meetings.meeting, name="meeting"),
    path("meetings/<uuid:public_id>/items/", meetings.add_item, name="meeting_add"),
    path("meetings/<uuid:public_id>/agenda/", meetings.change_item, name="meeting_agenda"),
    path("meetings/<uuid:public_id>/items/<int:item>/", deciding.item, name="item"),
    path("meetings/<uuid:public_id>/items/<int:item>/put-off/", deciding.put_off, name="item_put_off"),
    path("meetings/<uuid:public_id>/items/<int:item>/interest/", deciding.interest, name="item_interest"),
    path("meetings/<uuid:public_id>/change/", holding.change, name="meeting_change"),
    path("meetings/<uuid:public_id>/attendance/", holding.attendance, name="meeting_attendance"),
    path("meetings/<uuid:public_id>/minutes.pdf", holding.minutes, name="minutes"),
    path("meetings/<uuid:public_id>/minutes/", holding.keep_minutes, name="minutes_keep"),
    path("meetings/<uuid:public_id>/<str:what>/", holding.step, name="meeting_step"),
    # Governance models: what holds, drafts, comparing, adopting.
    path("models/", shelf.models, name="models"),
    path("models/compare/", comparing.compare_models, name="compare_models"),
    path("models/draft/", drafts.draft_model, name="draft_model"),
    path("models/import/", drafts.import_model, name="import_model"),
    path("models/shipped/<slug:key>/", model_page.shipped_model, name="shipped_model"),
    path("models/<uuid:public_id>/", model_page.model, name="model"),
    path("models/<uuid:public_id>/edit/", editing.edit_model, name="edit_model"),
    path(
        "models/<uuid:public_id>/edit/<slug:section>/<str:key>/",
        editing.edit_model_part,
        name="edit_model_part",
    ),
    path("models/<uuid:public_id>/adopt/", adopting.adopt_model, name="adopt_model"),
    path("models/<uuid:public_id>/call-off/", calling_off.call_off_adoption, name="call_off_adoption"),
    path("models/<uuid:public_id>/matters/", moving.move_matters, name="move_matters"),
    path("models/<uuid:public_id>/discard/", drafts.discard_model, name="discard_model"),
    path("models/<slug:ref>/tried/", trying.try_model, name="try_model"),
    path("models/<slug:ref>/files.zip", drafts.export_model, name="export_model"),
]
