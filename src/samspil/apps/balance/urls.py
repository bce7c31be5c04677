"""Pages about balance checks."""

from django.urls import path

from samspil.apps.balance.views import (
    actions,
    answering,
    dialogues,
    over_time,
    question,
    record,
    record_word,
    round_page,
    rounds,
)

app_name = "balance"
urlpatterns = [
    path("", rounds.rounds, name="rounds"),
    path("new/", rounds.new, name="new"),
    path("dialogues/", dialogues.dialogues, name="dialogues"),
    path("dialogues/<slug:key>/", dialogues.dialogue, name="dialogue"),
    path("over-time/<slug:key>/", over_time.moved, name="over_time"),
    path("over-time/<slug:key>/compare/", over_time.compare, name="compare"),
    path("answer/<str:key>/", answering.answer, name="answer"),
    path("actions/<uuid:public_id>/done/", actions.done, name="action_done"),
    path("<uuid:public_id>/", round_page.round_page, name="round"),
    path("<uuid:public_id>/invite/", round_page.invite, name="invite"),
    path("<uuid:public_id>/open/", round_page.opened, name="open"),
    path("<uuid:public_id>/remind/", round_page.remind, name="remind"),
    path("<uuid:public_id>/close/", round_page.closed, name="close"),
    path("<uuid:public_id>/change/", round_page.change, name="change"),
    path("<uuid:public_id>/questions/<slug:key>/", question.question, name="question"),
    path("<uuid:public_id>/record/", record.record, name="record"),
    path("<uuid:public_id>/record/word/", record_word.record_word, name="record_word"),
]
