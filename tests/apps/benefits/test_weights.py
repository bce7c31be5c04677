"""What the bottom lines weigh: by a decision, from a day, and shown only where somebody asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.apps.benefits.ground import acting_for, expects, qualifies
from tests.apps.benefits.measured import KRONER, MINUTES, indicator, measure
from tests.apps.governance.at_time import set_clock
from tests.apps.portfolio.ground import local
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, TODAY, World

from samspil.apps.benefits.models import Weight
from samspil.apps.benefits.selectors.weights import Come, come_of_lines, weights_ever, weights_on
from samspil.apps.benefits.services.weights import decide_weights, end_weights
from samspil.apps.benefits.types import BottomLine, Sort
from samspil.apps.governance.types import RefusedError
from samspil.kit.journal.models import Entry

HEAD = "head_of_digitalisation"
HALF, QUARTER = Decimal("0.5"), Decimal("0.25")
WEIGHTS = {BottomLine.WELL_BEING: HALF, BottomLine.QUALITY: QUARTER, BottomLine.TIME_AND_RESOURCES: QUARTER}
DECISION = "Direktionen, 3. marts 2026, punkt 4"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW)


def decide(world: World, since: date = TODAY, weights: Any = None, decision: str = DECISION) -> None:
    with world.scope(HVIDOVRE):
        acting = acting_for(world, HVIDOVRE)
        decide_weights(weights or WEIGHTS, decision, since, acting=acting, at=NOW)


def holds(world: World, on: date) -> Fraction | None:
    """What well-being weighs on a day."""
    with world.scope(HVIDOVRE):
        found = weights_on(weights_ever(world.organisation(HVIDOVRE).pk), on)
    return found.of[BottomLine.WELL_BEING] if found else None


def page(world: World, query: str = "", role: str = HEAD) -> str:
    response: Any = world.log_in(Client(), HVIDOVRE, role).get(reverse("benefits:weights") + query)
    assert response.status_code == 200
    return str(response.content.decode())


def test_weights_hold_from_their_day_until_others_do(world: World) -> None:
    decide(world)
    decide(
        world,
        TODAY + timedelta(days=30),
        {**WEIGHTS, BottomLine.WELL_BEING: QUARTER, BottomLine.QUALITY: HALF},
    )
    assert holds(world, TODAY - timedelta(days=1)) is None
    assert holds(world, TODAY + timedelta(days=29)) == Fraction(1, 2)
    assert holds(world, TODAY + timedelta(days=30)) == Fraction(1, 4)
    with world.scope(HVIDOVRE):
        assert [one.decision for one in weights_ever(world.organisation(HVIDOVRE).pk)] == [DECISION] * 2
        assert Entry.objects.filter(action="benefits.weights_decided").count() == 2


def test_the_same_day_again_takes_the_place_of_what_was_decided_for_it(world: World) -> None:
    decide(world)
    decide(world, weights={**WEIGHTS, BottomLine.WELL_BEING: QUARTER, BottomLine.QUALITY: HALF})
    assert holds(world, TODAY) == Fraction(1, 4)
    with world.scope(HVIDOVRE):
        assert Weight.objects.count() == 3


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"decision": " "}, "weights_name_a_decision"),
        ({"since": TODAY - timedelta(days=1)}, "weights_before_others"),
        ({"weights": {BottomLine.QUALITY: Decimal(1)}}, "weight_is_missing"),
        ({"weights": {**WEIGHTS, BottomLine.QUALITY: HALF}}, "weights_not_all"),
    ],
)
def test_weights_that_cannot_be_decided_change_nothing(
    world: World, changed: dict[str, Any], code: str
) -> None:
    decide(world)
    with pytest.raises(RefusedError, match=code):
        decide(world, **changed)
    assert holds(world, TODAY) == Fraction(1, 2)


def test_weights_end_by_a_decision_and_not_twice(world: World) -> None:
    decide(world, TODAY - timedelta(days=10))
    with world.scope(HVIDOVRE):
        kept: Any = {"acting": acting_for(world, HVIDOVRE), "at": NOW}
        with pytest.raises(RefusedError, match="weights_name_a_decision"):
            end_weights("", **kept)
        end_weights(DECISION, **kept)
        with pytest.raises(RefusedError, match="no_weights_to_end"):
            end_weights(DECISION, **kept)
    assert holds(world, TODAY - timedelta(days=1)) == Fraction(1, 2)
    assert holds(world, TODAY) is None


def test_only_who_keeps_the_portfolio_decides_weights(world: World) -> None:
    decide(world)
    employee: Any = {"acting": world.acting(HVIDOVRE, "employee"), "at": NOW}
    with world.scope(HVIDOVRE):
        changes: list[Callable[[], None]] = [
            lambda: decide_weights(WEIGHTS, DECISION, TODAY, **employee),
            lambda: end_weights(DECISION, **employee),
        ]
        for change in changes:
            with pytest.raises(RefusedError, match="not_yours_to_keep"):
                change()


def test_another_municipalitys_weights_are_its_own(world: World) -> None:
    decide(world)
    with world.scope(RODOVRE):
        assert weights_ever(world.organisation(RODOVRE).pk) == []


def measured_lines(world: World) -> None:
    """Time: 15,000 of 20,000 kroner; quality: half of the way, of which a third was to be gone."""
    mine = local(world, HVIDOVRE)
    money = qualifies(world, expects(world, mine, HVIDOVRE, a_year=240_000, owner="Leder"), HVIDOVRE)
    measure(world, money, indicator(world, money, HVIDOVRE, KRONER), 15_000, HVIDOVRE)
    for line in (BottomLine.QUALITY, BottomLine.WELL_BEING):
        shown = expects(world, mine, HVIDOVRE, line.value, sort=Sort.QUALITATIVE, line=line, owner="Leder")
        shown = qualifies(world, shown, HVIDOVRE)
        made = indicator(world, shown, HVIDOVRE, MINUTES)
        if line is BottomLine.QUALITY:
            measure(world, shown, made, 30, HVIDOVRE, month=2)


def test_each_line_has_come_as_far_as_the_mean_of_what_is_measured(world: World) -> None:
    measured_lines(world)
    with world.scope(HVIDOVRE):
        found = come_of_lines(world.organisation(HVIDOVRE).pk)
    assert found[BottomLine.TIME_AND_RESOURCES].degree == Fraction(3, 4)
    # 59 of 182 days from the baseline to the target: 10 of 20 minutes are gone, 6.48 were to be.
    quality = found[BottomLine.QUALITY].degree
    assert quality is not None
    assert float(quality) == pytest.approx(0.5 / (59 / 182))
    assert found[BottomLine.WELL_BEING].degree is None
    assert (found[BottomLine.WELL_BEING].measured, found[BottomLine.WELL_BEING].followed) == (0, 1)


def test_what_is_left_out_of_the_mean_changes_nothing_in_it(world: World) -> None:
    measured_lines(world)
    more: Any = {"code": HVIDOVRE, "title": "Mere", "a_year": 240_000}
    mine = local(world, HVIDOVRE)
    expects(world, mine, **more)
    worse = expects(world, mine, **{**more, "a_year": -240_000}, is_disbenefit=True, owner="Leder")
    qualifies(world, worse, HVIDOVRE)
    measure(world, worse, indicator(world, worse, HVIDOVRE, KRONER), -1000, HVIDOVRE)
    with world.scope(HVIDOVRE):
        found = come_of_lines(world.organisation(HVIDOVRE).pk)[BottomLine.TIME_AND_RESOURCES]
    assert found == Come(Fraction(3, 4), 1, 1)


def test_how_far_the_lines_have_come_is_one_question_whatever_was_measured(world: World) -> None:
    measured_lines(world)
    owner = world.organisation(HVIDOVRE).pk
    with world.scope(HVIDOVRE), CaptureQueriesContext(connection) as questions:
        come_of_lines(owner)
    assert len(questions) == 1


def test_a_measurement_that_comes_later_counts_at_once(world: World) -> None:
    shown = expects(world, local(world, HVIDOVRE), HVIDOVRE, sort=Sort.QUALITATIVE, owner="Leder")
    made = indicator(world, qualifies(world, shown, HVIDOVRE), HVIDOVRE, MINUTES)
    degrees = []
    for month, value in ((1, 30), (2, 20)):
        measure(world, shown, made, value, HVIDOVRE, month=month)
        with world.scope(HVIDOVRE):
            degrees.append(come_of_lines(shown.organisation_id)[BottomLine.TIME_AND_RESOURCES].degree)
    # 31 and 59 days of 182 from the baseline to the target.
    assert list(map(float, filter(None, degrees))) == pytest.approx([0.5 / (31 / 182), 1 / (59 / 182)])


def test_without_weights_the_three_stand_side_by_side_and_nothing_adds_them(world: World) -> None:
    measured_lines(world)
    html = page(world, "?view=weighted")
    assert "Der er ikke besluttet vægte" in html
    assert "75%" in html
    assert "Efter jeres vægte" not in html


def test_with_weights_one_number_is_a_choice_and_unknown_is_unknown(world: World) -> None:
    measured_lines(world)
    decide(world)
    html = page(world)
    assert DECISION in html
    assert "?view=weighted" in html
    assert "<tfoot>" not in html
    asked = page(world, "?view=weighted")
    assert "<td data-number><strong>Ukendt</strong></td>" in asked
    time = {line: Decimal(line is BottomLine.TIME_AND_RESOURCES) for line in BottomLine}
    decide(world, weights=time)
    assert "<td data-number><strong>75%</strong></td>" in page(world, "?view=weighted")


def test_weights_are_decided_and_taken_away_by_their_forms(world: World) -> None:
    browser = world.log_in(Client(), HVIDOVRE, HEAD)

    def sends(name: str, **said: str) -> Any:
        return browser.post(reverse(f"benefits:{name}"), said, follow=True)

    said = {"well_being": "50", "quality": "25", "time_and_resources": "24,5"}
    more = {"decision": DECISION, "valid_from": "2026-03-02"}
    refused = sends("weights_decide", **said, **more)
    assert refused.status_code == 422
    assert "Tilsammen er de 99,5 procent. De skal være 100." in refused.content.decode()
    kept = sends("weights_decide", **{**said, "time_and_resources": "25"}, **more)
    assert "Vægtene er gemt." in kept.content.decode()
    assert sends("weights_end").status_code == 422
    assert "De tre står igen side om side." in sends("weights_end", decision="x").content.decode()


def test_who_does_not_keep_the_portfolio_sees_the_weights_and_no_form(world: World) -> None:
    decide(world)
    html = page(world, role="employee")
    assert DECISION in html
    assert reverse("benefits:weights_decide") not in html
