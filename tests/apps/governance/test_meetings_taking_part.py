"""Who is there may change between items: each is decided by those in the room, and the minutes tell it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import translation
from tests.apps.governance.board import ALL, Board, text

from samspil.apps.governance.models import Decision, Meeting, SeatAtItem
from samspil.apps.governance.services.meetings import Resolution, deciding
from samspil.apps.governance.services.minutes_words import told_of
from samspil.core.governance.matter import Sitting
from samspil.core.governance.state import State


def parts(board: Board, number: int) -> dict[str, set[str]]:
    """Seats by the part they took in an item."""
    with board.world.scope(""):
        found: dict[str, set[str]] = {"took_part": set(), "stepped": set(), "absent": set()}
        for line in SeatAtItem.objects.filter(item=board.items[number]):
            found[line.part].add(line.seat)
    return found


def minutes(board: Board) -> dict[str, Any]:
    with board.world.scope(""), translation.override("da"):
        return told_of(board.now(), is_example=True, language="da")


def item_facts(board: Board, number: int) -> dict[str, str]:
    return dict(minutes(board)["items"][number]["facts"])


def held(board: Board) -> None:
    """All nine decide A; three leave; one steps aside from B; one comes back for C, which is put off."""
    board.decide(board.items[0])
    board.post("meeting_attendance", present=ALL[3:])
    board.post("item_interest", board.items[1].pk, seat=ALL[5], reason="Familie", do="confirm")
    board.decide(board.items[1])
    board.post("meeting_attendance", present=ALL[2:])
    board.post("item_put_off", board.items[2].pk, note="Mangler tal")
    board.post("meeting_step", "close")


def test_each_item_keeps_who_took_part_who_stepped_aside_and_who_was_gone(board: Board) -> None:
    held(board)
    assert parts(board, 0) == {"took_part": set(ALL), "stepped": set(), "absent": set()}
    assert parts(board, 1) == {
        "took_part": {*ALL[3:5], *ALL[6:]},
        "stepped": {ALL[5]},
        "absent": set(ALL[:3]),
    }
    assert parts(board, 2) == {"took_part": set(ALL[2:]), "stepped": set(), "absent": set(ALL[:2])}


def test_the_votes_are_those_of_whoever_was_there_for_the_item(board: Board) -> None:
    held(board)
    with board.world.scope(""):
        rows = Decision.objects.filter(meeting=board.meeting, tally__isnull=False)
        counted = {one.title: (one.tally["present"], one.tally["entitled"]) for one in rows if one.tally}
    assert counted == {"Plan A": (9, 9), "Plan B": (5, 8)}


def test_the_minutes_name_them_item_by_item(board: Board) -> None:
    held(board)
    first, second, third = (item_facts(board, number) for number in range(3))
    assert first["Deltog (9)"].count("Direktør") >= 9
    assert "Ikke til stede (3)" not in first
    rodovre, dragor = "Direktør i en medlemskommune 0175", "Direktør i en medlemskommune 0155"
    assert second["Deltog ikke på grund af en interesse (1)"] == rodovre
    assert rodovre not in second["Deltog (5)"]
    assert dragor not in second["Deltog (5)"]
    assert len(second["Ikke til stede (3)"].split("; ")) == 3
    assert third["Udsat"] == "Mangler tal"
    assert len(third["Ikke til stede (2)"].split("; ")) == 2


def test_the_list_of_those_present_says_for_which_items(board: Board) -> None:
    held(board)
    lists = minutes(board)["lists"]
    here_, away = (one["lines"] for one in lists)
    assert len(here_) == 9
    assert away == []
    some = {line.partition(":")[0]: line.rpartition(" (")[2] for line in here_ if line.endswith(")")}
    assert some == {
        "Direktør i en medlemskommune, Dragør": "punkt 1)",
        "Direktør i en medlemskommune, Glostrup": "punkt 1)",
        "Direktør i en medlemskommune, Albertslund": "punkt 1, 3)",
    }


def test_the_page_shows_who_took_part_in_what_is_settled(board: Board) -> None:
    board.decide(board.items[0])
    page = text(board.browser.get(board.page("meeting")))
    assert page.count("Hvem deltog") == 1
    assert "Deltog (9)" in page


def test_whoever_leaves_later_changes_nothing_that_is_decided(board: Board) -> None:
    board.decide(board.items[0])
    before = parts(board, 0)
    board.post("meeting_attendance", present=ALL[:2])
    board.post("meeting_attendance", present=ALL[2:4])
    assert parts(board, 0) == before


def test_the_database_itself_keeps_what_is_written_of_an_item(board: Board) -> None:
    board.decide(board.items[0])
    with board.world.scope(""):
        lines = SeatAtItem.objects.filter(item=board.items[0])
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            lines.update(part="absent")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            lines.delete()


def test_the_quorum_of_the_second_item_is_that_of_those_who_stayed(board: Board) -> None:
    board.decide(board.items[0])
    board.post("meeting_attendance", present=ALL[:4])
    answer = board.decide(board.items[1], "review")
    assert answer.status_code == 422
    assert "ikke beslutningsdygtigt" in text(answer)
    assert (board.state(board.items[0]), board.state(board.items[1])) == ("decided", "waiting")
    board.post("meeting_attendance", present=ALL[:5])
    assert board.decide(board.items[1]).status_code == 302


def test_the_chair_who_comes_back_leads_again_whoever_stood_in(board: Board) -> None:
    board.post("meeting_attendance", present=ALL[5:], chair=ALL[6])
    assert board.now().chaired_by == ALL[6]
    board.post("meeting_attendance", present=ALL, chair=ALL[6])
    assert board.now().chaired_by == "director_0169"


def test_who_came_after_the_vote_was_shown_is_not_counted_as_for(board: Board) -> None:
    """The one at the keyboard has seen five; a sixth came in by another's screen."""
    board.post("meeting_attendance", present=ALL[:5])
    seen = " ".join(ALL[:5])
    assert f'name="room" value="{seen}"' in text(board.browser.get(board.page("item", board.items[0].pk)))
    board.post("meeting_attendance", present=ALL[:6])
    answer = board.decide(board.items[0], room=seen)
    assert answer.status_code == 422
    assert "Nogen er kommet eller gået" in text(answer)
    assert board.state(board.items[0]) == "waiting"
    assert board.decide(board.items[0], "again", room=" ".join(ALL[:6])).status_code == 200


def test_without_that_guard_the_sixth_would_vote_unasked(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control."""
    ask = deciding._sitting

    def unseen(meeting: Meeting, state: State, said: Resolution, at: datetime) -> Sitting:
        return ask(meeting, state, replace(said, room=None), at)

    monkeypatch.setattr(deciding, "_sitting", unseen)
    board.post("meeting_attendance", present=ALL[:6])
    board.decide(board.items[0], room=" ".join(ALL[:5]))
    assert len(parts(board, 0)["took_part"]) == 6


def test_who_leads_an_item_in_the_chairs_place_stands_in_the_minutes(board: Board) -> None:
    board.post("item_interest", board.items[0].pk, seat="director_0169", reason="Familie", do="confirm")
    board.decide(board.items[0], chair="director_0167")
    board.decide(board.items[1])
    board.post("meeting_step", "close")
    assert "Hvidovre" in item_facts(board, 0)["Ledet af"]
    assert "Ledet af" not in item_facts(board, 1)


def test_what_is_put_off_is_not_decided_after_all(board: Board) -> None:
    board.post("item_put_off", board.items[0].pk)
    answer = board.decide(board.items[0])
    assert answer.status_code == 422
    assert "er udsat" in text(answer)
    assert board.state(board.items[0]) == "put_off"


def test_minutes_of_a_meeting_before_parts_were_kept_still_tell_who_came(board: Board) -> None:
    board.post("meeting_attendance", present=ALL[:5])
    board.post("meeting_step", "close")
    here_, away = (one["lines"] for one in minutes(board)["lists"])
    assert (len(here_), len(away)) == (5, 4)
    assert not any("punkt" in line for line in here_)
