"""When contracts end, and by when notice must be given."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from tests.core.retender import plain
from tests.core.retender.contracts import SEGMENTS, generated, registered

from samspil.core.errors import ProblemsError
from samspil.core.retender.ends import end, notice_by, takes_effect
from samspil.core.retender.terms import Notice, Option, Segment, Terms, options_said
from samspil.core.retender.validity import Invalid, validity

ON = date(2026, 11, 22)
TO_2027 = Terms(date(2023, 1, 1), date(2026, 12, 31))
YEAR = Option(12, 90)


def codes(terms: Terms, options: int = 0) -> list[str]:
    return [step.code for step in end(terms, ON, options).because]


def test_a_stated_last_day_is_the_end() -> None:
    assert end(TO_2027, ON).on == date(2026, 12, 31)
    assert codes(TO_2027) == ["end_stated"]


def test_a_duration_counts_whole_months_and_the_options_that_were_used() -> None:
    terms = Terms(date(2024, 3, 1), duration_months=24, options=(YEAR, YEAR), options_used=1)
    assert end(terms, ON).on == date(2027, 2, 28)
    assert end(terms, ON, 1).on == date(2028, 2, 29)
    assert codes(terms, 1) == ["end_from_duration", "end_prolonged"]


def test_what_runs_on_has_no_end_until_somebody_leaves() -> None:
    running = Terms(date(2024, 3, 1), continuous=True, notice=Notice(6))
    assert end(running, ON).on is None
    assert codes(running) == ["end_continuous"]
    left = Terms(date(2024, 3, 1), continuous=True, notice=Notice(6), terminated_on=date(2026, 11, 1))
    assert end(left, ON).on == date(2027, 5, 1)


def test_what_nobody_has_said_is_said_to_be_unknown() -> None:
    assert codes(Terms()) == ["end_unknown"]
    assert codes(Terms(duration_months=12)) == ["end_unknown"]
    assert codes(Terms(date(2024, 3, 1), duration_months=0)) == ["end_unknown"]
    assert end(Terms(options=(YEAR,)), ON, 1).on is None


def test_notice_that_ends_later_than_the_contract_changes_nothing() -> None:
    late = Terms(date(2023, 1, 1), date(2026, 12, 31), terminated_on=date(2026, 11, 1), notice=Notice(6))
    assert end(late, ON).on == date(2026, 12, 31)
    assert codes(late) == ["end_stated"]


def test_what_renews_by_itself_holds_on_the_day_of_asking() -> None:
    renewed = Terms(date(2019, 2, 1), date(2020, 1, 31), renews_months=12)
    assert end(renewed, ON).on == date(2027, 1, 31)
    assert end(renewed, date(2020, 1, 31)).on == date(2020, 1, 31)
    assert end(renewed, date(2020, 2, 1)).on == date(2021, 1, 31)


def test_no_more_options_are_used_than_are_left() -> None:
    terms = Terms(date(2023, 1, 1), date(2026, 12, 31), options=(YEAR, YEAR), options_used=1)
    assert end(terms, ON, 1).on == date(2027, 12, 31)
    for options in (-1, 2):
        with pytest.raises(ProblemsError, match="more_options_used_than_given"):
            end(terms, ON, options)


@pytest.mark.parametrize(
    ("notice", "given", "over"),
    [
        (Notice(), date(2026, 11, 22), date(2026, 11, 22)),
        (Notice(3), date(2026, 11, 30), date(2027, 2, 28)),
        (Notice(3, Segment.MONTH), date(2026, 11, 2), date(2027, 2, 28)),
        (Notice(3, Segment.QUARTER), date(2026, 11, 2), date(2027, 3, 31)),
        (Notice(3, None, Segment.MONTH), date(2026, 11, 2), date(2027, 2, 28)),
        (Notice(6, None, Segment.YEAR), date(2026, 6, 30), date(2026, 12, 31)),
        (Notice(6, None, Segment.YEAR), date(2026, 7, 1), date(2027, 12, 31)),
        (Notice(12, Segment.YEAR, Segment.YEAR), date(2026, 7, 1), date(2027, 12, 31)),
    ],
)
def test_notice_runs_as_its_words_say(notice: Notice, given: date, over: date) -> None:
    assert takes_effect(Terms(notice=notice), given) == over


def test_a_contract_that_cannot_be_left_yet_ends_when_it_can() -> None:
    bound = Terms(irrevocable_until=date(2028, 5, 15), notice=Notice(3, None, Segment.QUARTER))
    assert takes_effect(bound, ON) == date(2028, 6, 30)
    assert notice_by(bound, date(2028, 6, 29)) is None
    assert notice_by(bound, date(2028, 6, 30)) == date(2028, 3, 31)


def test_every_end_is_what_a_plain_calculation_finds() -> None:
    asked = 0
    for terms in (*registered(1, 300), *generated(2, 700)):
        for options in range(len(terms.options_left) + 1):
            assert end(terms, ON, options).on == plain.last_day(terms, ON, options), terms
            asked += 1
    assert asked > 1200


def test_every_notice_is_what_asking_each_day_finds() -> None:
    rng = Random(3)
    for _ in range(400):
        terms = Terms(
            notice=Notice(rng.choice([0, 1, 2, 3, 6, 11, 12]), rng.choice(SEGMENTS), rng.choice(SEGMENTS)),
            irrevocable_until=ON + timedelta(days=rng.randrange(-900, 900)) if rng.random() < 0.3 else None,
        )
        by = ON + timedelta(days=rng.randrange(-700, 700))
        assert notice_by(terms, by) == plain.last_notice(terms, by), (terms, by)
        assert takes_effect(terms, by) == plain.left_on(terms, by)


@pytest.mark.parametrize(
    ("terms", "on", "because"),
    [
        (TO_2027, date(2022, 12, 31), (Invalid.NOT_BEGUN,)),
        (TO_2027, date(2023, 1, 1), ()),
        (TO_2027, date(2026, 12, 31), ()),
        (TO_2027, date(2027, 1, 1), (Invalid.ENDED,)),
        (Terms(terminated_on=date(2026, 1, 31), notice=Notice(1)), date(2026, 2, 28), ()),
        (Terms(terminated_on=date(2026, 1, 31), notice=Notice(1)), date(2026, 3, 1), (Invalid.TERMINATED,)),
        (Terms(parent_valid=False), ON, (Invalid.PARENT,)),
        (Terms(parent_valid=True), ON, ()),
    ],
)
def test_validity_is_what_kitos_says(terms: Terms, on: date, because: tuple[Invalid, ...]) -> None:
    found = validity(terms, on)
    assert found.because == because
    assert found.valid is (not because)


def test_what_was_said_to_hold_holds_and_says_what_speaks_against_it() -> None:
    found = validity(Terms(date(2023, 1, 1), date(2024, 1, 1), enforced=True, parent_valid=False), ON)
    assert (found.valid, found.enforced, found.because) == (True, True, (Invalid.ENDED, Invalid.PARENT))


@pytest.mark.parametrize(
    ("code", "make"),
    [
        ("contract_ends_before_it_begins", lambda: Terms(date(2026, 1, 2), date(2026, 1, 1))),
        ("more_options_used_than_given", lambda: Terms(options=(YEAR,), options_used=2)),
        ("more_options_used_than_given", lambda: Terms(options_used=-1)),
        ("contract_has_two_lengths", lambda: Terms(continuous=True, duration_months=12)),
        ("contract_out_of_range", lambda: Terms(ends_on=date(2091, 1, 1))),
        ("contract_out_of_range", lambda: Terms(duration_months=601)),
        ("contract_out_of_range", lambda: Terms(renews_months=-1)),
        ("contract_out_of_range", lambda: Terms(options=(YEAR,) * 21)),
        ("option_out_of_range", lambda: Option(0)),
        ("option_out_of_range", lambda: Option(12, 3661)),
        ("notice_out_of_range", lambda: Notice(121)),
    ],
)
def test_what_no_contract_can_say_is_refused(code: str, make: object) -> None:
    with pytest.raises(ProblemsError, match=code):
        make()  # type: ignore[operator]


def test_what_just_fits_is_taken() -> None:
    Terms(date(2026, 1, 1), date(2026, 1, 1), options=(Option(600, 3660),) * 20, notice=Notice(120))


def test_options_are_read_as_kitos_writes_them() -> None:
    assert [option.months for option in options_said("2 x 1 år")] == [12, 12]
    assert options_said("0 x 1 år") == ()
