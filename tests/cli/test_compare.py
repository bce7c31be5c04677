"""`samspil model compare` of Rudersdal's committee and Gladsaxe's network, against figures found by hand.

Which bodies a kind of matter passes, and who decides it, is read off the routes of the two models. Waiting is
counted from the dates of their meetings for the twelve months from 23 November 2026.
"""

from __future__ import annotations

import json
from contextlib import redirect_stdout
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from io import StringIO
from statistics import mean
from typing import Any

import pytest
from tests.cli.conftest import Ask

from samspil.cli import main

PAIR = ("model", "compare", "rudersdal_committee", "gladsaxe_network")
FIRST = date(2026, 11, 23)
NOT_OPEN = {
    *(date(2026, 12, day) for day in (24, 25, 31)),
    *(date(2027, 1, 1), date(2027, 3, 25), date(2027, 3, 26), date(2027, 3, 29)),
    *(date(2027, 5, 6), date(2027, 5, 17)),
}
"""Closed days that are no Saturday or Sunday: Easter is 28 March 2027."""

# The kinds that the two have in common come with `danish_municipality`.
NOBODY, LOCALLY, FORUM = "nobody", "locally", "forum"
BOTH = {
    "joint_consent": (3, 1, 3, {LOCALLY: Fraction(1, 3), FORUM: Fraction(2, 3)}),
    "initiative_change": (2, 1, 2, {LOCALLY: Fraction(1, 2), FORUM: Fraction(1, 2)}),
    "portfolio_draft": (1, 1, 1, {FORUM: Fraction(1)}),
    "way_of_governing": (1, 1, 1, {FORUM: Fraction(1)}),
}
BY_HAND: dict[str, dict[str, tuple[int, int, int, dict[str, Fraction]]]] = {
    "rudersdal_committee": BOTH
    | {
        # The area alone; the area, the finance committee, the council; the area, the following group, the
        # committee; and those three with the finance committee and the council.
        "issue": (4, 1, 5, {LOCALLY: Fraction(1, 4), FORUM: Fraction(3, 4)}),
        # Over the pool's amount the coordinator turns it down; else the committee decides.
        "technology_pool_application": (2, 1, 2, {LOCALLY: Fraction(1, 2), FORUM: Fraction(1, 2)}),
        "digital_forum_recommendation": (1, 2, 2, {FORUM: Fraction(1)}),
        "digitalisation_plan": (1, 2, 2, {FORUM: Fraction(1)}),
    },
    "gladsaxe_network": BOTH
    | {
        # Of eight themes; a new appropriation goes on to the board, the finance committee and the council.
        "initiative": (16, 1, 4, {NOBODY: Fraction(1, 2), FORUM: Fraction(1, 2)}),
        "local_initiative": (8, 0, 0, {NOBODY: Fraction(1)}),
        "common_measure": (2, 1, 4, {FORUM: Fraction(1)}),
        "strategic_aim": (1, 1, 1, {FORUM: Fraction(1)}),
        "theme_status": (1, 1, 1, {NOBODY: Fraction(1)}),
    },
}

# When papers are due and when it is decided. Gladsaxe's forum: second Thursdays but in July, papers five
# working days before. Rudersdal's plan: the following group's first Tuesday (papers three working days
# before), then the committee's third Wednesday of the same month (papers five working days before).
MEETINGS = {
    ("gladsaxe_network", "strategic_aim"): (
        *("2026-12-03 2026-12-10", "2027-01-07 2027-01-14", "2027-02-04 2027-02-11"),
        *("2027-03-04 2027-03-11", "2027-04-01 2027-04-08", "2027-05-05 2027-05-13"),
        *("2027-06-03 2027-06-10", "2027-08-05 2027-08-12", "2027-09-02 2027-09-09"),
        *("2027-10-07 2027-10-14", "2027-11-04 2027-11-11", "2027-12-02 2027-12-09"),
    ),
    ("rudersdal_committee", "digitalisation_plan"): (
        *("2026-11-26 2026-12-16", "2026-12-29 2027-01-20", "2027-01-28 2027-02-17"),
        *("2027-02-25 2027-03-17", "2027-04-01 2027-04-21", "2027-04-29 2027-05-19"),
        *("2027-05-27 2027-06-16", "2027-07-29 2027-08-18", "2027-09-02 2027-09-15"),
        *("2027-09-30 2027-10-20", "2027-10-28 2027-11-17", "2027-12-02 2027-12-15"),
    ),
}


@cache
def told() -> dict[str, Any]:
    """Asked once for all that look at it: it takes a second."""
    with redirect_stdout(StringIO()) as out:
        assert main([*PAIR, "--on", FIRST.isoformat(), "--json"]) == 0
    return {model["key"]: model for model in json.loads(out.getvalue())["models"]}


def waits(meetings: tuple[str, ...]) -> list[int]:
    """Days from each working day of the year to the first meeting whose papers are not due before it."""
    known = [tuple(map(date.fromisoformat, one.split())) for one in meetings]
    days = [FIRST + timedelta(number) for number in range(365)]
    return [
        min(meeting for papers, meeting in known if papers >= day).toordinal() - day.toordinal()
        for day in days
        if day.weekday() < 5 and day not in NOT_OPEN
    ]


@pytest.mark.parametrize("model", BY_HAND)
def test_bodies_and_who_decides_are_those_of_the_routes(model: str) -> None:
    found = {
        kind["key"]: (
            *(kind[name] for name in ("ways", "least_bodies", "most_bodies")),
            {who: share for who, share in kind["decided"].items() if share},
        )
        for kind in told()[model]["kinds"]
    }
    rounded = {
        kind: (*rest, {who: round(float(share), 4) for who, share in decided.items()})
        for kind, (*rest, decided) in BY_HAND[model].items()
    }
    assert found == rounded


@pytest.mark.parametrize("model", BY_HAND)
def test_a_models_figures_are_the_means_of_its_kinds(model: str) -> None:
    kinds, found = BY_HAND[model].values(), told()[model]
    assert found["least_bodies"] == round(mean(least for _ways, least, _most, _who in kinds), 4)
    assert found["most_bodies"] == round(mean(most for _ways, _least, most, _who in kinds), 4)
    for who in (NOBODY, LOCALLY, FORUM, "association", "members"):
        share = sum((kind[3].get(who, Fraction(0)) for kind in kinds), Fraction(0)) / len(kinds)
        assert found["decided"][who] == round(float(share), 4)


@pytest.mark.parametrize(("model", "kind"), MEETINGS)
def test_waiting_is_from_the_day_it_is_brought_to_the_meeting(model: str, kind: str) -> None:
    (found,) = (one for one in told()[model]["kinds"] if one["key"] == kind)
    days = waits(MEETINGS[model, kind])
    assert found["least_wait"] == min(days)
    assert found["expected_wait"] == round(float(Fraction(sum(days), len(days))), 4)


def test_a_meeting_less_waits_longer() -> None:
    """The control: the table of meetings is what the figure hangs on."""
    aims = MEETINGS["gladsaxe_network", "strategic_aim"]
    assert mean(waits(aims[:3] + aims[4:])) > mean(waits(aims))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("da", ("Digitaliseringsudvalg og følgegruppe i Rudersdal", "Samarbejdsmodel med temagrupper")),
        ("en", ("Digitalisation committee and following group", "Co-operation model with theme groups")),
    ],
)
def test_people_see_the_two_side_by_side(ask: Ask, language: str, said: tuple[str, str]) -> None:
    answer = ask(*PAIR, "--on", FIRST.isoformat(), "--lang", language, columns=200)
    assert answer.code == 0
    for name in said:
        assert name in answer.out
    # Of Rudersdal's eight kinds 19/12 are decided locally, 77/12 by a forum; of Gladsaxe's nine 5/6, 17/3.
    rows = [line.split()[-2:] for line in answer.out.splitlines() if line.count("%") == 2][:4]
    assert rows == [["0%", "28%"], ["20%", "9%"], ["80%", "63%"], ["0%", "0%"]]
