"""A share of a closed survey becomes a baseline and a measurement: what is shown alone, once, by who may."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.apps.benefits.ground import expects
from tests.apps.portfolio.ground import keeper, local
from tests.apps.surveys.survey_world import closed, says
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.benefits.models import Benefit
from samspil.apps.benefits.services.indicators import add_indicator
from samspil.apps.governance.types import RefusedError
from samspil.apps.measurements.models import Baseline, Indicator, Measurement
from samspil.apps.measurements.types import Method, NewIndicator
from samspil.apps.surveys.models import Round
from samspil.apps.surveys.selectors.passed_on import find_share, shares_of_round, shares_to_pass_on
from samspil.apps.surveys.types import Readers, ShownShare
from samspil.core.benefits.measuring import Grade
from samspil.processes.measure_by_survey import percent_of, take_share

HEAD = "head_of_digitalisation"
TARGET = (date(2027, 3, 1), Decimal(80))
LATER = NOW + timedelta(days=200)


def asked(
    world: World,
    well: int = 6,
    *,
    readers: Readers = Readers.EVERYBODY,
    title: str = "Før",
    few: bool = False,
) -> Round:
    """Of ten in the schools so many agree; another area may have few answers."""
    good, bad = says("fully"), says("not_at_all")
    answers = {"Skoler": [good] * well + [bad] * (10 - well), "Teknik": [good] * 6 + [bad] * 3}
    if few:
        answers["Ældre"] = [good] * 3
    return closed(world, answers, readers=readers, title=title)


def of_schools(world: World, row: Round) -> ShownShare:
    shares = shares_of_round(keeper(world, HVIDOVRE), row.public_id, "da")
    return next(
        one for one in shares if one.who == "Skoler" and one.question.startswith("Den sidste måned fik")
    )


def benefit_with(world: World, unit: str = "%") -> tuple[Benefit, Indicator]:
    benefit = expects(world, local(world, HVIDOVRE), HVIDOVRE)
    new = NewIndicator("Trivsel", "", unit, "", Method.SURVEY, "Digitaliseringschefen")
    with world.scope(HVIDOVRE):
        return benefit, add_indicator(benefit, new, acting=keeper(world, HVIDOVRE), at=NOW)


def take(world: World, of: tuple[Benefit, Indicator], key: str, at: object = NOW) -> ShownShare:
    benefit, row = of
    taking = (key, None if row.baselines.exists() else TARGET)
    return take_share(benefit, row.public_id, taking, acting=keeper(world, HVIDOVRE), at=at)  # type: ignore[arg-type]


def moved(row: Round, days: int) -> None:
    """The round was open so many days later."""
    later = timedelta(days=days)
    assert row.opened_at is not None
    assert row.closed_at is not None
    Round.objects.filter(pk=row.pk).update(opened_at=row.opened_at + later, closed_at=row.closed_at + later)


def test_the_first_share_is_the_baseline_and_the_next_a_measurement(
    world: World,
) -> None:
    of = benefit_with(world)
    with world.scope(HVIDOVRE):
        before, after = asked(world, 6), asked(world, 8, title="Efter")
        moved(after, 100)
        take(world, of, of_schools(world, before).key)
        baseline = Baseline.objects.get()
        assert (baseline.value, baseline.n, baseline.on) == (
            Decimal(60),
            10,
            timezone.localdate(before.closed_at),
        )
        assert baseline.method.startswith("Før, Den sidste måned fik jeg")
        assert baseline.method.endswith(reverse("surveys:round", args=[before.public_id]))
        take(world, of, of_schools(world, after).key, LATER)
        [measured] = Measurement.objects.all()
        assert (measured.value, measured.n, measured.grade) == (Decimal(80), 10, Grade.SAMPLE.value)
        assert measured.evidence.endswith(reverse("surveys:round", args=[after.public_id]))


def test_the_same_share_is_taken_once(world: World) -> None:
    of = benefit_with(world)
    with world.scope(HVIDOVRE):
        before, after = asked(world, 6), asked(world, 8, title="Efter")
        moved(after, 100)
        for row in (before, after):
            key = of_schools(world, row).key
            take(world, of, key, LATER)
            with pytest.raises(RefusedError, match="share_is_taken"):
                take(world, of, key, LATER)
        assert (Baseline.objects.count(), Measurement.objects.count()) == (1, 1)


def test_what_is_hidden_or_of_nobody_cannot_be_taken(world: World) -> None:
    of = benefit_with(world)
    with world.scope(HVIDOVRE):
        row, who = asked(world, few=True), keeper(world, HVIDOVRE)
        named = {one.who for one in shares_of_round(who, row.public_id, "da")}
        assert "Ældre" not in named  # three answered
        many = {one.who for one in shares_of_round(who, asked(world).public_id, "da")}
        assert many == {"", "Skoler", "Teknik"}  # the control: without the few, all are shown
        for key in ("", "x", f"{row.public_id}.x", "0198c0de-0000-7000-8000-000000000000.x"):
            with pytest.raises(RefusedError, match="share_is_not_shown"):
                take(world, of, key)
        assert not Baseline.objects.exists()


def test_a_share_that_belongs_to_those_who_asked_is_passed_on_by_whoever_leads_alone(world: World) -> None:
    with world.scope(HVIDOVRE):
        mine, everybodys = asked(world, readers=Readers.ASKED), asked(world, title="Alle")
        employee = world.acting(HVIDOVRE, "employee")
        assert {one.round for one in shares_to_pass_on(employee, "da")} == {everybodys.public_id}
        key = of_schools(world, mine).key
        assert find_share(employee, key, "da") is None
        assert find_share(keeper(world, HVIDOVRE), key, "da") is not None  # the control
    with world.scope(RODOVRE):
        assert find_share(keeper(world, RODOVRE), key, "da") is None


def test_an_indicator_in_another_unit_is_not_measured_by_a_share(world: World) -> None:
    of = benefit_with(world, "minutter")
    with world.scope(HVIDOVRE):
        key = of_schools(world, asked(world)).key
        with pytest.raises(RefusedError, match="share_needs_percent"):
            take(world, of, key)


def test_a_share_has_one_decimal() -> None:
    day = date(2026, 1, 1)
    share = ShownShare("", UUID(int=1), "", "", "", "", 3, 2, False, day, day)
    assert percent_of(share) == Decimal("66.7")


def test_it_is_taken_from_the_page_of_the_survey_through_the_form_of_the_indicator(world: World) -> None:
    benefit, row = benefit_with(world)
    with world.scope(HVIDOVRE):
        survey = asked(world)
        key = of_schools(world, survey).key
    head = world.log_in(Client(), HVIDOVRE, HEAD)
    page = head.get(reverse("surveys:round", args=[survey.public_id])).content.decode()
    there = reverse("benefits:from_survey", args=[survey.public_id])
    assert there in page
    form = reverse("benefits:indicator_change", args=[benefit.public_id, row.public_id, "survey"])
    assert f"{form}?round={survey.public_id}" in head.get(there).content.decode()
    told = head.get(f"{form}?round={survey.public_id}").content.decode()
    for said in ("Skoler: 60% (10 svar)", "andelen bliver nulpunktet", key):
        assert said in told
    refused = head.post(form, {"share": key, "target_1": "80", "target_on_1": ""})
    assert refused.status_code == 422
    sent = {"share": key, "target_1": "80", "target_on_1": "2030-03-01"}
    assert head.post(form, sent).status_code == 302
    shown = head.get(reverse("benefits:benefit", args=[benefit.public_id])).content.decode()
    assert 'href="http' in shown.partition("Før, Den sidste måned")[2][:400]
    assert "Tag en andel fra en brugerundersøgelse" in shown
