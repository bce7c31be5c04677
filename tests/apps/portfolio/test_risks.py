"""Risks are raised with an owner and a day, looked at again, and closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.apps.portfolio.ground import keeper, local
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, TODAY, World

from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.portfolio.models import Initiative, Risk
from samspil.apps.portfolio.selectors.access import access_risk
from samspil.apps.portfolio.selectors.registers import risks_of
from samspil.apps.portfolio.services import initiatives
from samspil.apps.portfolio.services.risks import RiskSaid, close_risk, raise_risk, review_risk
from samspil.apps.portfolio.types import End, Response
from samspil.apps.portfolio.views.risk_picture import level, numbered, picture
from samspil.kit.journal.models import Entry

LATE_SUPPLIER = RiskSaid(
    "Leverandøren bliver forsinket", 4, 5, Response.REDUCE, "projektleder", date(2026, 4, 1), "Ugentligt møde"
)


def raised(world: World, said: RiskSaid = LATE_SUPPLIER) -> Risk:
    mine = Initiative.objects.filter(organisation_id=world.organisation(HVIDOVRE).pk).first()
    return raise_risk(mine or local(world, HVIDOVRE), said, acting=keeper(world, HVIDOVRE), at=NOW)


def test_a_risk_is_raised_looked_at_again_and_closed(world: World) -> None:
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        risk = raised(world)
        assert (risk.likelihood, risk.impact, risk.raised_on) == (4, 5, TODAY)
        later = NOW + timedelta(days=30)
        said = replace(LATE_SUPPLIER, likelihood=2, review_on=date(2026, 5, 1))
        review_risk(risk, said, acting=acting, at=later)
        close_risk(risk, acting=acting, at=later)
        risk.refresh_from_db()
        assert (risk.likelihood, risk.review_on, risk.closed_on) == (2, date(2026, 5, 1), later.date())
        with pytest.raises(RefusedError, match="risk_is_closed"):
            close_risk(risk, acting=acting, at=later)
        with pytest.raises(RefusedError, match="risk_is_closed"):
            review_risk(risk, said, acting=acting, at=later)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (replace(LATE_SUPPLIER, title=" "), "risk_needs_a_title"),
        (replace(LATE_SUPPLIER, owner=" "), "risk_needs_an_owner"),
        (replace(LATE_SUPPLIER, likelihood=0), "risk_is_from_1_to_5"),
        (replace(LATE_SUPPLIER, impact=6), "risk_is_from_1_to_5"),
        (replace(LATE_SUPPLIER, review_on=TODAY - timedelta(days=1)), "review_day_is_past"),
    ],
)
def test_a_risk_that_does_not_hold_together_is_refused(world: World, said: RiskSaid, code: str) -> None:
    with world.scope(HVIDOVRE):
        with pytest.raises(RefusedError, match=code):
            raised(world, said)
        assert not Risk.objects.exists()


def test_both_ends_of_the_scale_and_today_are_allowed(world: World) -> None:
    with world.scope(HVIDOVRE):
        raised(world, replace(LATE_SUPPLIER, likelihood=1, impact=1, review_on=TODAY))
        raised(world, replace(LATE_SUPPLIER, likelihood=5, impact=5))
        assert Risk.objects.count() == 2


def test_the_database_refuses_a_risk_outside_the_scale(world: World) -> None:
    with world.scope(HVIDOVRE):
        risk = raised(world)
        with pytest.raises(IntegrityError), transaction.atomic():
            Risk.objects.filter(pk=risk.pk).update(likelihood=6)


def test_only_who_leads_raises_and_closes(world: World) -> None:
    with world.scope(HVIDOVRE):
        risk = raised(world)
        for acting in (world.acting(HVIDOVRE, "employee"), keeper(world, RODOVRE)):
            with pytest.raises(RefusedError, match="not_yours_to_lead"):
                raise_risk(risk.initiative, LATE_SUPPLIER, acting=acting, at=NOW)
            with pytest.raises(RefusedError, match="not_yours_to_lead"):
                review_risk(risk, LATE_SUPPLIER, acting=acting, at=NOW)
            with pytest.raises(RefusedError, match="not_yours_to_lead"):
                close_risk(risk, acting=acting, at=NOW)


def test_nothing_is_raised_in_what_is_over(world: World) -> None:
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        mine = local(world, HVIDOVRE)
        initiatives.end(mine, End.STOPPED, learned="", acting=acting, at=NOW)
        with pytest.raises(RefusedError, match="initiative_is_over"):
            raise_risk(mine, LATE_SUPPLIER, acting=acting, at=NOW)


def test_another_organisation_does_not_find_a_risk(world: World) -> None:
    with world.scope(HVIDOVRE):
        risk = raised(world)
        assert access_risk(keeper(world, HVIDOVRE), risk.public_id) == risk
    with world.scope(RODOVRE), pytest.raises(NotFoundError):
        access_risk(keeper(world, RODOVRE), risk.public_id)


def test_the_worst_open_risk_is_first_and_the_closed_are_last(world: World) -> None:
    with world.scope(HVIDOVRE):
        small = raised(world, replace(LATE_SUPPLIER, title="Lille", likelihood=1))
        raised(world, replace(LATE_SUPPLIER, title="Værst", likelihood=5))
        gone = raised(world, replace(LATE_SUPPLIER, title="Væk", likelihood=5))
        close_risk(gone, acting=keeper(world, HVIDOVRE), at=NOW)
        assert [one.title for one in risks_of(small.initiative)] == ["Værst", "Lille", "Væk"]


def test_the_picture_holds_each_open_risk_once_and_tells_the_same_in_words(world: World) -> None:
    with world.scope(HVIDOVRE):
        small = raised(world, replace(LATE_SUPPLIER, title="Lille", likelihood=1, impact=1))
        for _time in range(5):
            raised(world)
        drawn = picture(numbered(risks_of(small.initiative)))
    assert len(drawn["squares"]) == 25
    assert [one["said"] for one in drawn["squares"] if one["said"]] == ["6", "1, 2, 3 +2"]
    assert drawn["told"].startswith("6 ")


@pytest.mark.parametrize(
    ("likelihood", "impact", "of"),
    [(3, 5, "high"), (5, 3, "high"), (2, 4, "middle"), (3, 4, "middle"), (1, 5, "low"), (2, 3, "low")],
)
def test_a_place_in_the_picture_weighs_likelihood_times_impact(likelihood: int, impact: int, of: str) -> None:
    assert level(likelihood, impact) == of


def test_the_journal_keeps_numbers_and_no_words(world: World) -> None:
    with world.scope(HVIDOVRE):
        raised(world)
        told = Entry.objects.get(action="portfolio.risk.raised").facts
        assert '"impact":5' in told.replace(" ", "")
        assert "Leverandøren" not in told
        assert "møde" not in told
