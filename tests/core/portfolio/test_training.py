"""What a register of training says of those who lead, and when it cannot say."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from samspil.core.portfolio.training import Leader, Trained, answer_of

ANNA, BO = UUID(int=1), UUID(int=2)
MARCH = date(2026, 3, 2)


def trained(on: date = MARCH, **who: object) -> Trained:
    return Trained(on, "projektkontoret", **who)  # type: ignore[arg-type]


def test_a_persons_training_is_theirs_in_whatever_function() -> None:
    register = [trained(person=ANNA)]
    found = answer_of([Leader("projektleder", ANNA)], register, MARCH)
    assert found is not None
    assert found.is_trained
    other = answer_of([Leader("projektleder", BO)], register, MARCH)
    assert other is not None
    assert other.untrained == (Leader("projektleder", BO),)


def test_a_functions_training_is_of_whoever_has_it_however_it_is_written() -> None:
    register = [trained(function=" Projektleder, Ældre")]
    for leader, is_trained in (
        (Leader("projektleder, ældre "), True),
        (Leader("projektleder, ældre", BO), True),
        (Leader("projektleder, skole"), False),
    ):
        found = answer_of([leader], register, MARCH)
        assert found is not None
        assert found.is_trained is is_trained


def test_a_person_is_not_trained_by_a_function_that_is_empty() -> None:
    found = answer_of([Leader("", BO)], [trained(person=ANNA)], MARCH)
    assert found is not None
    assert not found.is_trained


def test_all_who_lead_must_be_trained_and_the_newest_training_counts() -> None:
    register = [trained(date(2025, 1, 1), person=ANNA), trained(date(2026, 1, 1), person=ANNA)]
    found = answer_of([Leader("a", ANNA), Leader("b", BO)], register, MARCH)
    assert found is not None
    assert not found.is_trained
    assert [one.on for _leader, one in found.trained] == [date(2026, 1, 1)]


def test_training_still_to_come_is_none() -> None:
    register = [trained(date(2026, 3, 3), person=ANNA)]
    for on, is_trained in ((MARCH, False), (date(2026, 3, 3), True)):
        found = answer_of([Leader("a", ANNA)], register, on)
        assert found is not None
        assert found.is_trained is is_trained


def test_it_says_nothing_where_nobody_leads_or_nobody_keeps_it() -> None:
    assert answer_of([], [trained(person=ANNA)], MARCH) is None
    assert answer_of([Leader("a", ANNA)], [], MARCH) is None
