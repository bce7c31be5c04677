"""The calendar a page at a time: what the database says of contracts is what is reckoned of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from tests.apps.systems.test_register import contract_in, keeper
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, SOLROD, TODAY, World

from samspil.apps.systems.models import Contract
from samspil.apps.systems.selectors.calendar import (
    Reckoning,
    Standing,
    own_calendar,
    reckoning,
    shown_calendar,
)
from samspil.apps.systems.selectors.standings import Part, own_page, shown_page
from samspil.apps.systems.services.contracts import change_contract
from samspil.apps.systems.services.readers import keep_readers
from samspil.apps.systems.services.standing import keep_standing, no_longer_true, of_listed
from samspil.apps.systems.types import NewContract, NewOption
from samspil.core.systems.vocabulary import NoticeBy, Renewal, Visibility
from samspil.processes.follow_contracts import follow_contracts

CURRENT = tuple(one for one in Standing if one is not Standing.OVER)


def said_by(rng: Random) -> Iterator[dict[str, Any]]:
    """Contracts of every sort: those that cannot be, too."""
    for number in range(60):
        ends = TODAY + timedelta(days=rng.randrange(-500, 1800))
        yield {
            "name": f"Kontrakt {rng.randrange(40):02d}-{number}",
            "starts_on": ends - timedelta(days=900),
            "ends_on": rng.choice((ends, ends, ends, None)),
            "duration_months": rng.choice((None, 24)),
            "renewal": rng.choice(tuple(Renewal)),
            "notice_months": rng.choice((None, 3)),
            "notice_by": rng.choice(tuple(NoticeBy)),
            "terminated_on": rng.choice((None, None, TODAY)),
            "extension": rng.choice(("", "2 x 1 år", "20 x 5 år")),
            "options": rng.choice(((), (NewOption(12, 90),), (NewOption(600), NewOption(600)))),
            "strategy": rng.choice(("", "SKI - mini-udbud", "Direkte tildeling")),
            "visibility": rng.choice(tuple(Visibility)),
        }


@pytest.fixture
def crowd(world: World) -> World:
    for code, seed in ((HVIDOVRE, 1), (RODOVRE, 2), (SOLROD, 3)):
        for said in said_by(Random(seed)):
            contract_in(world, code, **said)
        with world.scope(code):
            keep_readers(world.members[code].pk, at=NOW)
    return world


def by_of(world: World, on: date = TODAY) -> Reckoning:
    with world.scope(HVIDOVRE):
        return reckoning(world.members[HVIDOVRE].pk, on)


def test_pages_together_are_the_calendar_as_it_is_reckoned(crowd: World) -> None:
    acting, by = keeper(crowd, HVIDOVRE), by_of(crowd)
    for page, whole in ((own_page, own_calendar), (shown_page, shown_calendar)):
        for chosen in (CURRENT, (Standing.LATE,), (Standing.OVER,), (Standing.UNCLEAR,)):
            with crowd.scope(HVIDOVRE):
                expected = [one for one in whole(acting, by) if one.standing in chosen]
                every = [page(acting, by, Part(chosen, first, 7)) for first in range(0, len(expected), 7)]
            told = [one for part in every for one in part.held]
            assert Counter(one.standing for one in told) == Counter(one.standing for one in expected)
            assert [one.told.public_id for one in told] == [one.told.public_id for one in expected]
            assert len(expected) > 3


def test_counts_are_of_all_that_is_seen(crowd: World) -> None:
    acting, by = keeper(crowd, HVIDOVRE), by_of(crowd)
    with crowd.scope(HVIDOVRE):
        found = shown_page(acting, by, Part(CURRENT, 0, 1))
        assert found.counts == {
            one: count
            for one in Standing
            for count in [sum(each.standing is one for each in shown_calendar(acting, by))]
        }
    assert min(found.counts.values()) > 0


def test_a_page_that_begins_beyond_the_end_is_the_first(crowd: World) -> None:
    acting, by = keeper(crowd, HVIDOVRE), by_of(crowd)
    with crowd.scope(HVIDOVRE):
        first = own_page(acting, by, Part(CURRENT, 0, 5))
        assert own_page(acting, by, Part(CURRENT, 10_000, 5)).held == first.held


def test_a_page_asks_as_many_questions_however_many_contracts_there_are(world: World, crowd: World) -> None:
    acting, by = keeper(crowd, HVIDOVRE), by_of(crowd)
    with (
        crowd.scope(HVIDOVRE),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        shown_page(acting, by, Part((Standing.LATE,), 0, 5))
    assert len(asked) <= 12


def test_what_is_kept_follows_what_is_said(world: World) -> None:
    contract = contract_in(world, HVIDOVRE, name="A", ends_on=TODAY + timedelta(days=30))
    with world.scope(HVIDOVRE):
        said = NewContract("A", ends_on=TODAY + timedelta(days=60), strategy="Mini-udbud")
        change_contract(contract, said, acting=keeper(world, HVIDOVRE), at=NOW)
        row = Contract.objects.get()
        assert (row.lasts, row.lasts_until, row.route) == ("ends", said.ends_on, "mini_competition")
        said = NewContract("A", starts_on=TODAY, options=(NewOption(600), NewOption(600)))
        change_contract(contract, said, acting=keeper(world, HVIDOVRE), at=NOW)
        assert Contract.objects.get().lasts == "unclear"


def test_one_that_renews_itself_is_kept_up_as_days_pass(world: World) -> None:
    contract_in(world, HVIDOVRE, name="R", ends_on=TODAY, renewal=Renewal.RENEWS, renews_months=12)
    contract_in(world, HVIDOVRE, name="E", ends_on=TODAY)
    assert follow_contracts(NOW) == 0
    later = NOW + timedelta(days=2)
    assert follow_contracts(later) == 1
    assert follow_contracts(later) == 0
    with world.scope(HVIDOVRE):
        row = Contract.objects.get(name="R")
        assert row.lasts_until is not None
        assert row.lasts_until.year == TODAY.year + 1
        assert Contract.objects.get(name="E").lasts_until == TODAY


def test_what_nothing_is_kept_with_is_worked_out_in_the_next_round(world: World) -> None:
    contract_in(world, HVIDOVRE, name="A", ends_on=TODAY + timedelta(days=900))
    with world.scope(HVIDOVRE):
        Contract.objects.update(lasts="", lasts_until=None, route="")
        by = by_of(world)
        assert own_page(keeper(world, HVIDOVRE), by, Part(CURRENT, 0, 5)).counts[Standing.UNCLEAR] == 1
    assert follow_contracts(NOW) == 1
    with world.scope(HVIDOVRE):
        assert Contract.objects.get().lasts == "ends"


def test_a_list_s_contract_is_kept_as_if_it_had_been_entered(crowd: World) -> None:
    names = ("starts_on", "ends_on", "duration_months", "extension", "notice_months", "terminated_on")
    for every in said_by(Random(9)):
        said = {name: value for name, value in every.items() if name in (*names, "name", "strategy")}
        row = contract_in(crowd, HVIDOVRE, **said)
        with crowd.scope(HVIDOVRE):
            row.refresh_from_db()
            keep_standing(row.organisation_id, TODAY, Q(pk=row.pk) & ~no_longer_true(TODAY))
        kept = {name: getattr(row, name) for name in ("lasts", "lasts_until", "route")}
        assert of_listed({one: value for one, value in said.items() if value is not None}, TODAY) == kept
