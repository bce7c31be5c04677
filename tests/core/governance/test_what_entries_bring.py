"""What somebody does becomes events: whole, with everything that was said, and nothing more."""

from __future__ import annotations

from datetime import UTC, date

from tests.core.governance.engine_world.world import (
    answers,
    brought,
    chooses,
    done,
    happened,
    matter,
    model_of,
    moment,
    sitting,
)

from samspil.core.governance import entries
from samspil.core.governance.clocks import clock
from samspil.core.governance.engine import current_step, register
from samspil.core.governance.events import (
    Amended,
    Decided,
    Due,
    Ended,
    Entered,
    ItemAnswered,
    Parked,
    Recused,
    Registered,
    Resumed,
    Tally,
    Withdrawn,
)
from samspil.core.governance.matter import Actor, Authority, Ground
from samspil.core.governance.state import State
from samspil.core.units import Money

TOWN = model_of("skovby")
BEGUN, SOON, NEXT_DAY = "2026-02-02T10:00", "2026-02-02T11:00", "2026-02-03T10:00"
CARL, ANNA = Actor("carl", frozenset({"clerk"}), "park"), Actor("anna", frozenset({"citizen"}))


def due(state: State, at: str) -> Due | None:
    """The clock of the step where a matter stands, begun then; what it counts is tested with the clocks."""
    step = current_step(TOWN, state)
    assert step is not None
    return clock(TOWN, step, moment(at))


def by_mandate(key: str) -> Authority:
    return Authority(Ground.MANDATE, key, TOWN.place("mandates", key))


def test_a_matter_is_registered_and_comes_to_its_first_step() -> None:
    one = matter("wish")
    got = register(TOWN, one, ANNA, moment(BEGUN))
    state = brought(TOWN, "wish", BEGUN)
    assert got == (
        Registered(moment(BEGUN), one, "skovby", TOWN.digest),
        Entered(moment(BEGUN), "desk", "role clerk", due(state, BEGUN)),
    )
    assert isinstance(got, tuple)
    assert got[0].at.tzinfo is UTC


def test_a_point_is_answered_with_finding_condition_and_name() -> None:
    state = brought(TOWN, "wish", BEGUN)
    entry = entries.AnswerItem("desk", "cost", False, "dear", CARL, moment(SOON), "cheaper")
    assert happened(TOWN, state, entry) == (
        ItemAnswered(moment(SOON), "desk", "cost", False, "dear", "cheaper", "carl"),
    )


def test_a_decision_keeps_who_why_and_on_what_terms_and_all_who_are_told_are_told() -> None:
    state = brought(TOWN, "wish", BEGUN)
    state = done(TOWN, state, answers(state, "clerk", "cost", SOON))
    entry = chooses(state, "clerk", "approve", SOON, actor=CARL, reason="good", conditions=("soon",))
    decided, *owed, entered, told, ended = happened(TOWN, state, entry)
    assert decided == Decided(
        moment(SOON), "desk", "approve", "approves", "role clerk", "carl", by_mandate("clerk_in_own_unit"),
        "good", ("soon",),
    )  # fmt: skip
    assert len(owed) == 6
    assert entered == Entered(moment(SOON), "told", "role gardener", None)
    place = TOWN.place("routes", "wish", "steps", "told", "outcomes", "informed")
    by_route = Authority(Ground.ROUTE, "informed", place)
    assert told == Decided(moment(SOON), "told", "informed", "automatic", "role gardener", None, by_route)
    assert ended == Ended(moment(SOON), "approved", "approved")


def test_a_forum_s_decision_keeps_its_tally() -> None:
    state = brought(TOWN, "wish", BEGUN, amount=Money.of(50000))
    state = done(TOWN, state, chooses(state, "clerk", "recommend", BEGUN))
    sat = sitting("council", ["mayor", "councillor_1", "councillor_2"], ["councillor_2"])
    at = "2026-03-04T17:00"
    entry = chooses(state, "scribe", "reject", at, actor=Actor("sif", frozenset({"scribe"})), sitting=sat)
    assert happened(TOWN, state, entry) == (
        Decided(
            moment(at), "council", "reject", "rejects", "forum council", "sif", by_mandate("council_rest"),
            tally=Tally(3, 5, 2, 1, False),
        ),
        Ended(moment(at), "rejected", "rejected"),
    )  # fmt: skip


def test_the_requester_tells_more_by_its_own_right() -> None:
    state = brought(TOWN, "wish", BEGUN)
    state = done(TOWN, state, chooses(state, "clerk", "return", SOON, reason="how many?"))
    own = Authority(Ground.OWN_MATTER, "requester", TOWN.place("routes", "wish", "steps", "home"))
    entry = chooses(state, "citizen", "supplement", NEXT_DAY, actor=ANNA, amends={"trees": 3})
    amended, decided, entered = happened(TOWN, state, entry)
    assert amended == Amended(moment(NEXT_DAY), {"trees": 3})
    assert isinstance(decided, Decided)
    assert (decided.authority, decided.actor, decided.effect) == (own, "anna", "advances")
    assert entered == Entered(
        moment(NEXT_DAY), "desk", "role clerk", due(brought(TOWN, "wish", NEXT_DAY), NEXT_DAY)
    )


def test_stepping_out_keeps_seat_reason_and_person() -> None:
    state = brought(TOWN, "wish", BEGUN)
    entry = entries.Recuse("clerk", "cousin", CARL, moment(SOON), others_hold_it=True)
    assert happened(TOWN, state, entry) == (
        Recused(moment(SOON), "role clerk", "clerk", "cousin", "carl", "carl", False),
    )


def test_a_matter_is_taken_back_with_a_reason_and_ends() -> None:
    state = brought(TOWN, "wish", BEGUN)
    assert happened(TOWN, state, entries.Withdraw(ANNA, "moved away", moment(SOON))) == (
        Withdrawn(moment(SOON), "anna", "moved away"),
        Ended(moment(SOON), "withdrawn", "withdrawn"),
    )


def test_a_matter_rests_and_goes_on_with_a_new_clock_and_the_days_it_rested() -> None:
    state = brought(TOWN, "wish", BEGUN)
    park = entries.Park(CARL, "winter", date(2026, 3, 1), moment(SOON))
    assert happened(TOWN, state, park) == (Parked(moment(SOON), date(2026, 3, 1), "winter", "carl"),)
    resting, later = done(TOWN, state, park), "2026-02-12T10:00"
    resume = entries.Resume(CARL, moment(later))
    assert happened(TOWN, resting, resume) == (Resumed(moment(later), due(state, later), "carl", 10),)
    at_once = entries.Resume(CARL, moment(SOON))
    assert happened(TOWN, resting, at_once) == (Resumed(moment(SOON), due(state, SOON), "carl", 1),)


def test_a_rest_that_is_over_ends_as_its_day_begins_by_nobody() -> None:
    state = brought(TOWN, "wish", BEGUN)
    state = done(TOWN, state, entries.Park(CARL, "winter", date(2026, 3, 1), moment(SOON)))
    midnight = "2026-03-01T00:00"
    resumed = Resumed(moment(midnight), due(state, midnight), None, 27)
    assert happened(TOWN, state, entries.PassTime(moment("2026-03-01T12:00"))) == (resumed,)
    assert happened(TOWN, state, entries.PassTime(moment("2026-02-28T23:59"))) == ()


def test_what_is_late_moves_by_the_clock_at_its_closing_hour() -> None:
    """Five working days from Monday 2 February: the 9th at four."""
    state = brought(TOWN, "wish", BEGUN)
    place = TOWN.place("routes", "wish", "steps", "desk", "outcomes", "late")
    closing = "2026-02-09T16:00"
    decided, entered = happened(TOWN, state, entries.PassTime(moment("2026-02-11T10:00")))
    assert decided == Decided(
        moment(closing), "desk", "late", "automatic", "role clerk", None,
        Authority(Ground.CLOCK, "late", place),
    )  # fmt: skip
    assert isinstance(entered, Entered)
    assert (entered.at, entered.step, entered.body) == (moment(closing), "council", "forum council")
