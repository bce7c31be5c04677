"""Who sits in a forum on a day, what weighs how much, and what carries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from tests.core.governance.engine_world.world import changed, model_of, moment, sitting

from samspil.core.governance import forum_decisions
from samspil.core.governance.forum_decisions import SeatHolder, seats_on, tally, written_refusal
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Refusal, Sitting, Vote
from samspil.core.governance.membership import members_on, secretariat_host

TOWN = model_of("skovby")
LEAGUE = model_of("sund_league")
DAY = date(2026, 2, 3)
DRAGOER, TAARNBY, BROENDBY = "envoy_0155", "envoy_0185", "envoy_0153"
NOBODY: frozenset[str] = frozenset()


def said(model: GovernanceModel, sat: Sitting, recused: frozenset[str] = NOBODY, on: date = DAY) -> str:
    answer = tally(model, sat, recused, on)
    return answer.code if isinstance(answer, Refusal) else "carried"


def test_seats_are_one_for_each_holder_and_one_for_each_member_on_the_day() -> None:
    assert [seat.id for seat in seats_on(TOWN, "council", DAY)] == [
        "mayor",
        "councillor_1",
        "councillor_2",
        "councillor_3",
        "councillor_4",
    ]
    seats = {seat.id: seat.weight for seat in seats_on(LEAGUE, "table", DAY)}
    assert seats == {DRAGOER: 14494, TAARNBY: 42989, BROENDBY: 35090}
    assert [seat.id for seat in seats_on(LEAGUE, "table", date(2026, 12, 31))][1] == TAARNBY
    assert len(seats_on(LEAGUE, "table", date(2027, 1, 1))) == 2


def test_a_seat_is_known_by_its_kind_its_role_its_member_and_its_weight() -> None:
    mayor, first = seats_on(TOWN, "council", DAY)[:2]
    assert mayor == SeatHolder("mayor", "mayor", "mayor", None, 1)
    assert first == SeatHolder("councillor_1", "councillor", "councillor", None, 1)
    assert seats_on(LEAGUE, "table", DAY)[0] == SeatHolder(DRAGOER, "envoy", "envoy", "0155", 14494)
    alike = changed("sund_league", (" weights: population,", ""))
    assert seats_on(alike, "table", DAY)[0] == SeatHolder(DRAGOER, "envoy", "envoy", "0155", 1)


def test_members_and_the_secretariat_s_host_are_true_on_a_day() -> None:
    assert members_on(LEAGUE, date(2026, 12, 31)) == ("0155", "0185", "0153")
    assert members_on(LEAGUE, date(2027, 1, 1)) == ("0155", "0153")
    assert secretariat_host(LEAGUE, date(2025, 12, 31)) == "0155"
    assert secretariat_host(LEAGUE, date(2026, 1, 1)) == "0153"
    assert secretariat_host(LEAGUE, date(2023, 12, 31)) is None


@pytest.mark.parametrize(
    ("votes_for", "expected"),
    [((TAARNBY,), "not_carried"), ((DRAGOER, TAARNBY), "carried"), ((DRAGOER, BROENDBY), "carried")],
)
def test_where_people_weigh_more_than_half_of_them_carry(votes_for: tuple[str, ...], expected: str) -> None:
    """Tårnby has 42,989 of 92,573, the other two together 49,584."""
    everybody = [DRAGOER, TAARNBY, BROENDBY]
    against = [seat for seat in everybody if seat not in votes_for]
    assert said(LEAGUE, sitting("table", everybody, against)) == expected


def test_a_tally_keeps_the_weights_and_the_seats() -> None:
    counted = tally(LEAGUE, sitting("table", [DRAGOER, TAARNBY], [DRAGOER]), NOBODY, DAY)
    assert not isinstance(counted, Refusal)
    assert (counted.present, counted.entitled) == (2, 3)
    assert (counted.votes_for, counted.votes_against, counted.in_writing) == (42989, 14494, False)


# --- Old populations -------------------------------------------------------------------------------


def counted_on(population_on: date, on: date) -> str | None:
    """What a tally says of populations that are all of one day."""
    people = {code: replace(one, population_on=population_on) for code, one in LEAGUE.municipalities.items()}
    model = replace(LEAGUE, municipalities=people)
    counted = tally(model, sitting("table", [DRAGOER, BROENDBY]), NOBODY, on)
    assert not isinstance(counted, Refusal)
    return counted.old_population


@pytest.mark.parametrize(
    ("population_on", "first_told"),
    [
        (date(2024, 1, 1), date(2026, 1, 1)),
        (date(2024, 1, 31), date(2026, 1, 31)),
        (date(2024, 2, 28), date(2026, 2, 28)),
        (date(2024, 2, 29), date(2026, 3, 1)),
        (date(2026, 2, 28), date(2028, 2, 28)),
        (date(2026, 3, 1), date(2028, 3, 1)),
    ],
)
def test_old_populations_are_told_from_the_day_that_two_years_have_passed(
    population_on: date, first_told: date
) -> None:
    assert counted_on(population_on, first_told) == population_on.isoformat()
    assert counted_on(population_on, date.fromordinal(first_told.toordinal() - 1)) is None


def test_where_seats_weigh_the_same_nobody_s_population_is_used() -> None:
    counted = tally(TOWN, sitting("circle", ["member_1", "member_2"]), NOBODY, DAY)
    assert not isinstance(counted, Refusal)
    assert counted.old_population is None


# --- Rules -----------------------------------------------------------------------------------------


def with_rule(rule: str) -> GovernanceModel:
    return changed("skovby", ("rule: qualified, threshold: two_thirds, counted_of: seats", rule))


RULES = {
    "rule: qualified, threshold: two_thirds, counted_of: seats": lambda pro, con, there: pro * 3 >= 3 * 2,
    "rule: majority, counted_of: present": lambda pro, con, there: pro * 2 > there,
    "rule: majority, counted_of: seats": lambda pro, con, there: pro * 2 > 3,
    "rule: unanimous": lambda pro, con, there: con == 0 < pro,
    "rule: unanimous, counted_of: seats": lambda pro, con, there: pro == 3,
    "rule: consent": lambda pro, con, there: con == 0 < pro,
}


@pytest.mark.parametrize("rule", RULES)
def test_three_seats_carry_what_the_file_s_rule_says(rule: str) -> None:
    """Every way that three may come and vote; half must be there."""
    model = with_rule(rule)
    seats = ("member_1", "member_2", "member_3")
    for words in product(("for", "against", "abstains", None), repeat=3):
        votes = {seat: Vote(word) for seat, word in zip(seats, words, strict=True) if word}
        pro, con, there = words.count("for"), words.count("against"), len(votes)
        if there < 2:
            continue
        sat = Sitting("festival", frozenset(votes), votes, min(votes))
        assert (said(model, sat) == "carried") is RULES[rule](pro, con, there), words


def test_where_one_decides_it_is_the_chair() -> None:
    model = with_rule("rule: one")
    both = ["member_1", "member_2"]
    assert said(model, sitting("festival", both, ["member_2"], chair="member_1")) == "carried"
    assert said(model, sitting("festival", both, ["member_2"], chair="member_2")) == "not_carried"


@pytest.mark.parametrize(
    ("recused", "votes_for", "expected"),
    [(0, 2, "carried"), (0, 1, "not_carried"), (1, 1, "not_carried"), (1, 2, "carried"), (2, 1, "carried")],
)
def test_two_thirds_are_of_the_seats_that_have_no_interest(
    recused: int, votes_for: int, expected: str
) -> None:
    """Of three seats two, of two both, of one that one."""
    seats = ["member_1", "member_2", "member_3"][: 3 - recused]
    out = frozenset({"member_1", "member_2", "member_3"} - set(seats))
    assert said(TOWN, sitting("festival", seats, seats[votes_for:]), out) == expected


def test_a_seat_with_an_interest_leaves_the_quorum_of_what_is_no_council() -> None:
    """One of three is too few; one of the two that are left is half."""
    one = sitting("circle", ["member_1"])
    assert said(TOWN, one) == "no_quorum"
    assert said(TOWN, one, frozenset({"member_3"})) == "carried"


def test_seats_with_an_interest_that_still_counted_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: counted of all three seats, the one vote that is left is too little."""
    out = frozenset({"member_2", "member_3"})
    real = forum_decisions._carries

    def of_all(model: GovernanceModel, sat: Sitting, counted: object, _: object, on: date) -> bool:
        return real(model, sat, counted, seats_on(model, sat.forum, on), on)  # type: ignore[arg-type]

    monkeypatch.setattr(forum_decisions, "_carries", of_all)
    assert said(TOWN, sitting("festival", ["member_1"]), out) == "not_carried"


# --- In writing ------------------------------------------------------------------------------------


def test_in_writing_all_who_are_members_on_the_day_are_waited_for() -> None:
    """Tårnby leaves on 1 January 2027. The line is that of the days, where they have one of their own."""
    written = ("weights: population, quorum", "weights: population,\n      written_procedure: papers, quorum")
    model = changed("sund_league", written)
    sent, asked = moment("2026-12-31T10:00"), moment("2027-01-01T10:00")
    sat = sitting("table", [DRAGOER], in_writing=True, sent_at=sent)
    last, first = (written_refusal(model, sat, NOBODY, sent, at) for at in (sent, asked))
    assert last is not None
    assert last.problem.args["seats"] == f"{TAARNBY}, {BROENDBY}"
    assert first is not None
    assert first.problem.args["seats"] == BROENDBY
    assert first.problem.place is not None
    assert first.problem.place.line == model.place("forums", "table", "deciding").line + 1


# --- Sittings --------------------------------------------------------------------------------------


def test_a_forum_may_decide_in_writing_where_its_rule_says_so() -> None:
    counted = tally(TOWN, sitting("circle", ["member_1", "member_2"], in_writing=True), NOBODY, DAY)
    assert not isinstance(counted, Refusal)
    assert counted.in_writing
    assert said(TOWN, sitting("council", ["mayor"], in_writing=True)) == "no_written_procedure"


@pytest.mark.parametrize(
    ("on", "expected"), [(date(2026, 5, 6), "carried"), (date(2026, 5, 7), "forum_has_ended")]
)
def test_a_forum_for_a_time_decides_until_the_day_of_its_end(on: date, expected: str) -> None:
    assert said(TOWN, sitting("festival", ["member_1", "member_2"]), on=on) == expected


@pytest.mark.parametrize(
    ("sat", "expected"),
    [
        (sitting("council", ["mayor", "stranger"]), "unknown_seat"),
        (sitting("council", ["mayor"], chair="stranger"), "unknown_seat"),
        (sitting("council", ["mayor"], votes={"stranger": Vote.FOR}), "unknown_seat"),
        (
            sitting("council", ["mayor", "councillor_1", "councillor_2"], chair="councillor_3"),
            "seat_is_absent",
        ),
        (sitting("council", []), "unknown_seat"),
        (Sitting("council", frozenset(), {}, "mayor"), "seat_is_absent"),
    ],
)
def test_who_is_not_there_neither_votes_nor_chairs(sat: Sitting, expected: str) -> None:
    assert said(TOWN, sat) == expected


def test_without_the_chair_s_holder_anybody_present_may_chair() -> None:
    present = ["councillor_1", "councillor_2", "councillor_3"]
    for chair in present:
        assert said(TOWN, sitting("council", present, chair=chair)) == "carried"
    assert said(TOWN, sitting("council", ["mayor", *present], chair="councillor_1")) == "the_chair_is_there"


def test_the_chair_is_the_member_s_whose_turn_it_is_on_the_day() -> None:
    turns = """\
    chair: envoy
    chaired_by:
      - {municipality: "0155", since: 2024-01-01, source: assumed}
      - {municipality: "0153", since: 2026-07-01, source: assumed}
"""
    model = changed("sund_league", ("    chair: envoy\n", turns))
    everybody, july = [DRAGOER, TAARNBY, BROENDBY], date(2026, 7, 1)
    for chair, on, expected in (
        (DRAGOER, date(2026, 6, 30), "carried"),
        (BROENDBY, date(2026, 6, 30), "the_chair_is_there"),
        (DRAGOER, july, "the_chair_is_there"),
        (BROENDBY, july, "carried"),
    ):
        assert said(model, sitting("table", everybody, chair=chair), on=on) == expected
    refusal = tally(model, sitting("table", everybody, chair=TAARNBY), NOBODY, july)
    assert isinstance(refusal, Refusal)
    assert refusal.problem.args == {"chair": BROENDBY}


def test_a_seat_that_is_not_there_is_told_with_those_that_are() -> None:
    refusal = tally(TOWN, sitting("council", ["mayor", "stranger"]), NOBODY, DAY)
    assert isinstance(refusal, Refusal)
    known = "mayor, councillor_1, councillor_2, councillor_3, councillor_4"
    assert refusal.problem.args == {"seat": "stranger", "known": known}
    assert refusal.problem.place == TOWN.place("forums", "council", "seats")
