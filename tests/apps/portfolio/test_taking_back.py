"""What was shared can be taken back: from a day on nobody reads it, and the journal says so."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from tests.apps.world import HVIDOVRE, NOW, RODOVRE, SOLROD, TODAY, World

from samspil.kit.journal.models import Entry
from samspil.kit.journal.recording import By
from samspil.kit.sharing import door

TOMORROW = TODAY + timedelta(days=1)
BY = By("somebody", NOW)


def test_what_is_taken_back_is_read_until_that_day_and_no_longer(world: World) -> None:
    subject = ("lesson", uuid4())
    owner = world.organisation(HVIDOVRE).pk
    others = [world.organisation(code).pk for code in (RODOVRE, SOLROD)]
    with world.scope(HVIDOVRE):
        door.share(owner, others, subject, "test", BY, on=TODAY)
        door.take_back(owner, subject, BY, on=TOMORROW)
        ended = Entry.objects.filter(action="sharing.grant.ended")
        assert len(ended) == 2
    for code in (RODOVRE, SOLROD):
        with world.scope(code):
            assert door.granted_by(*subject, TODAY) == owner
            assert door.granted_by(*subject, TOMORROW) is None


def test_what_is_taken_back_on_the_same_day_was_never_shared(world: World) -> None:
    subject, other = ("lesson", uuid4()), ("lesson", uuid4())
    owner, to = world.organisation(HVIDOVRE).pk, [world.organisation(RODOVRE).pk]
    with world.scope(HVIDOVRE):
        for each in (subject, other):
            door.share(owner, to, each, "test", BY, on=TODAY)
        door.take_back(owner, subject, BY, on=TODAY)
    with world.scope(RODOVRE):
        assert door.granted_by(*subject, TODAY) is None
        assert door.granted_by(*other, TODAY) == owner


def test_nobody_takes_back_what_another_shares(world: World) -> None:
    subject = ("lesson", uuid4())
    owner, other = world.organisation(HVIDOVRE).pk, world.organisation(RODOVRE).pk
    with world.scope(HVIDOVRE):
        door.share(owner, [other], subject, "test", BY, on=TODAY)
    with world.scope(RODOVRE):
        door.take_back(other, subject, BY, on=TODAY)
        assert door.granted_by(*subject, TODAY) == owner
