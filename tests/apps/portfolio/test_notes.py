"""Issues, assumptions and lessons; lessons are found by others when they start something similar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.apps.portfolio.ground import keeper, local
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, SOLROD, TODAY, World

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.selectors.fellows import fellows_of
from samspil.apps.portfolio.models import Initiative, Note
from samspil.apps.portfolio.selectors.lessons import find_lessons, lessons_like
from samspil.apps.portfolio.services import initiatives
from samspil.apps.portfolio.services.notes import (
    NewNote,
    add_note,
    close_note,
    share_lesson,
    take_lesson_back,
)
from samspil.apps.portfolio.types import End, NoteSort
from samspil.kit.journal.models import Entry

TRAINING = NewNote(
    NoteSort.LESSON, "Oplær superbrugere før vagtplanen går i drift", "Ellers ringer alle til IT"
)
TOMORROW = NOW + timedelta(days=1)


def note(world: World, mine: Initiative, new: NewNote = TRAINING) -> Note:
    return add_note(mine, new, acting=keeper(world, HVIDOVRE), at=NOW)


def shared_lesson(world: World, *, over: bool = True) -> Note:
    """A lesson of Hvidovre that the others may find."""
    mine = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        found = share_lesson(note(world, mine), acting=acting, at=NOW)
        if over:
            initiatives.end(mine, End.COMPLETED, learned="", acting=acting, at=NOW)
        return found


def titles(world: World, code: str, said: str = "", on: date = TODAY) -> list[str]:
    with world.scope(code):
        role = "head_of_digitalisation" if code else "coordinator"
        return [one.title for one in find_lessons(world.acting(code, role), said, on)]


def test_an_issue_is_noted_and_closed_with_what_came_of_it(world: World) -> None:
    mine = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        row = note(world, mine, NewNote(NoteSort.ISSUE, "Data mangler", owner="projektleder"))
        with pytest.raises(RefusedError, match="note_says_what_came_of_it"):
            close_note(row, "  ", acting=acting, at=NOW)
        close_note(row, "Leverandøren sendte dem", acting=acting, at=TOMORROW)
        row.refresh_from_db()
        assert (row.closed_on, row.closed_with) == (TOMORROW.date(), "Leverandøren sendte dem")
        with pytest.raises(RefusedError, match="note_is_closed"):
            close_note(row, "Igen", acting=acting, at=TOMORROW)


def test_a_note_needs_a_title_and_whoever_leads(world: World) -> None:
    mine = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        with pytest.raises(RefusedError, match="note_needs_a_title"):
            note(world, mine, NewNote(NoteSort.ISSUE, " "))
        with pytest.raises(RefusedError, match="not_yours_to_lead"):
            add_note(mine, TRAINING, acting=world.acting(HVIDOVRE, "employee"), at=NOW)
        assert not Note.objects.exists()


def test_when_all_is_over_a_lesson_can_be_added_and_an_issue_cannot(world: World) -> None:
    mine = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        initiatives.end(mine, End.COMPLETED, learned="", acting=keeper(world, HVIDOVRE), at=NOW)
        note(world, mine)
        with pytest.raises(RefusedError, match="initiative_is_over"):
            note(world, mine, NewNote(NoteSort.ASSUMPTION, "Alle har en telefon"))


def test_a_shared_lesson_is_found_by_the_association_and_its_members(world: World) -> None:
    shared_lesson(world)
    for code in ("", RODOVRE, SOLROD, HVIDOVRE):
        assert titles(world, code, "vagtplan") == [TRAINING.title]
        assert titles(world, code, "superbruger") == [TRAINING.title]
        assert titles(world, code, "gadelamper") == []


def test_a_lesson_is_not_found_by_others_before_its_initiative_is_over(world: World) -> None:
    shared_lesson(world, over=False)
    assert titles(world, RODOVRE) == []
    assert titles(world, HVIDOVRE) == []


def test_a_lesson_that_is_not_shared_is_our_own(world: World) -> None:
    mine = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        note(world, mine)
        initiatives.end(mine, End.COMPLETED, learned="", acting=keeper(world, HVIDOVRE), at=NOW)
    assert titles(world, HVIDOVRE) == [TRAINING.title]
    assert titles(world, RODOVRE) == []


def test_a_lesson_taken_back_is_found_by_nobody_else_from_that_day(world: World) -> None:
    row = shared_lesson(world)
    with world.scope(HVIDOVRE):
        take_lesson_back(row, acting=keeper(world, HVIDOVRE), at=TOMORROW)
    assert titles(world, RODOVRE, on=TOMORROW.date()) == []
    assert titles(world, HVIDOVRE, on=TOMORROW.date()) == [TRAINING.title]
    with world.scope(HVIDOVRE):
        share_lesson(row, acting=keeper(world, HVIDOVRE), at=TOMORROW)
    assert titles(world, RODOVRE, on=TOMORROW.date()) == [TRAINING.title]


def test_only_lessons_are_shared_and_only_by_who_leads(world: World) -> None:
    mine = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        issue = note(world, mine, NewNote(NoteSort.ISSUE, "Data mangler"))
        with pytest.raises(RefusedError, match="only_lessons_are_shared"):
            share_lesson(issue, acting=keeper(world, HVIDOVRE), at=NOW)
        lesson = note(world, mine)
        for do in (share_lesson, take_lesson_back):
            with pytest.raises(RefusedError, match="not_yours_to_lead"):
                do(lesson, acting=world.acting(HVIDOVRE, "employee"), at=NOW)


def test_fellows_are_the_association_and_its_other_members(world: World) -> None:
    with world.scope(HVIDOVRE):
        found = fellows_of(world.organisation(HVIDOVRE).pk, TODAY)
    assert world.association.pk in found
    assert world.organisation(RODOVRE).pk in found
    assert world.organisation(HVIDOVRE).pk not in found
    assert len(found) == len(world.members)


def test_whoever_is_in_no_association_has_nobody_to_share_with(world: World) -> None:
    with world.scope(HVIDOVRE):
        assert fellows_of(world.organisation(HVIDOVRE).pk, date(1990, 1, 1)) == []


def test_whoever_starts_something_is_shown_the_few_lessons_that_are_like_it(world: World) -> None:
    shared_lesson(world)
    with world.scope(RODOVRE):
        acting = keeper(world, RODOVRE)
        assert [one.title for one in lessons_like(acting, "Ny vagtplan i hjemmeplejen", TODAY)] == [
            TRAINING.title
        ]
        assert lessons_like(acting, "ny", TODAY) == []
        assert lessons_like(acting, "", TODAY) == []


def test_finding_lessons_asks_the_same_number_of_questions_however_many_there_are(world: World) -> None:
    def asked() -> int:
        with world.scope(RODOVRE):
            acting = keeper(world, RODOVRE)
            with CaptureQueriesContext(connection) as questions:
                find_lessons(acting, "vagtplan", TODAY)
            return len(questions)

    shared_lesson(world)
    few = asked()
    for _time in range(4):
        shared_lesson(world)
    assert asked() == few


def test_the_journal_keeps_no_words(world: World) -> None:
    row = shared_lesson(world)
    with world.scope(HVIDOVRE):
        close_note(row, "Gjort i Rødovre", acting=keeper(world, HVIDOVRE), at=NOW)
        told = "".join(one.facts for one in Entry.objects.filter(action__startswith="portfolio.note"))
        assert '"sort":"lesson"' in told.replace(" ", "")
        assert "superbruger" not in told
        assert "Gjort" not in told
