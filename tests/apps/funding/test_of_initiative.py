"""Money for an initiative: applied for with its business case, given, paid out, and counted as its own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.apps.funding import pool_world as ground
from tests.apps.funding.case_ground import small
from tests.apps.governance.at_time import set_clock
from tests.apps.portfolio.ground import keeper, local
from tests.apps.world import World

from samspil.apps.funding.models import Application, Award, CaseVersion, Pool
from samspil.apps.funding.selectors.of_initiative import applications_for
from samspil.apps.funding.selectors.own_money import own_ledger
from samspil.apps.funding.selectors.pools import parts_of
from samspil.apps.funding.services import paying
from samspil.apps.funding.services.cases import NewCase, keep_case
from samspil.apps.funding.services.posting import reverse
from samspil.apps.funding.types import Bookkeeper
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.portfolio.models import Initiative
from samspil.core.finance.ledger import OwnMoney
from samspil.core.units import Money

CODE = ground.POOL
NOW = ground.START + timedelta(days=1)


@pytest.fixture
def pool(world: World) -> Pool:
    return ground.filled(world, CODE)


@pytest.fixture
def ours(world: World, pool: Pool) -> Initiative:
    return local(world, CODE, "VR-briller")


@pytest.fixture(autouse=True)
def that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW)


def kept(world: World, initiative: Initiative, **more: Any) -> CaseVersion:
    with world.scope(CODE):
        return keep_case(initiative, NewCase(small(), **more), acting=keeper(world, CODE), at=NOW)


def page(world: World, url: str, role: str = "head_of_digitalisation") -> str:
    browser = world.log_in(Client(headers={"accept-language": "da"}), CODE, role)
    return " ".join(browser.get(url).content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def applied(world: World, pool: Pool, ours: Initiative | None) -> Application:
    chosen: dict[str, Any] = {"initiative": ours.public_id} if ours else {}
    return ground.applied(world, pool, CODE, "VR-briller", 120_000, **chosen)


def test_the_case_that_stood_follows_the_application(world: World, pool: Pool, ours: Initiative) -> None:
    first = kept(world, ours)
    row = applied(world, pool, ours)
    assert (row.initiative_id, row.case_version_id) == (ours.pk, first.pk)
    shown = page(world, f"/money/applications/{row.public_id}/")
    assert "Pengene er til indsatsen" in shown
    assert "Business case, version 1: nettonutidsværdi" in shown
    assert "Der er en nyere version." not in shown
    kept(world, ours, why="Tilbuddet var dyrere", assumptions="Et nyt tilbud")
    assert "Der er en nyere version." in page(world, f"/money/applications/{row.public_id}/")
    with world.scope(CODE):
        row.refresh_from_db()
        assert row.case_version == first


def test_an_application_without_a_case_says_so(world: World, pool: Pool, ours: Initiative) -> None:
    row = applied(world, pool, ours)
    assert "blev sendt uden business case" in page(world, f"/money/applications/{row.public_id}/")
    kept(world, ours)
    assert "Indsatsen har en nu." in page(world, f"/money/applications/{row.public_id}/")


def test_another_s_initiative_and_one_that_is_over_are_refused(
    world: World, pool: Pool, ours: Initiative
) -> None:
    with pytest.raises(NotFoundError):
        ground.applied(world, pool, CODE, "VR-briller", 120_000, initiative=uuid4())
    with world.scope(CODE):
        Initiative.objects.filter(pk=ours.pk).update(end="done", ended_on=NOW.date())
    with pytest.raises(RefusedError) as caught:
        applied(world, pool, ours)
    assert caught.value.problem.code == "initiative_is_over"


def given(world: World, row: Application) -> Award:
    """It is decided, and its first part is paid out."""
    award = ground.decided(world, CODE, row, "grant", NOW + timedelta(days=10))
    assert award is not None
    with world.scope(CODE):
        part = parts_of(award)[0]
        at = NOW + timedelta(days=30)
        paying.pay_out(part, "Bevilget", acting=ground.runs(world, CODE), at=at)
        paying.approve_payment(part, acting=world.acting(CODE, "head_of_digitalisation"), at=at)
    return award


def test_what_a_pool_gave_counts_for_the_initiative(world: World, pool: Pool, ours: Initiative) -> None:
    given(world, applied(world, pool, ours))
    given(world, applied(world, pool, None))
    with world.scope(CODE):
        (one,) = applications_for(ours)
        found = own_ledger(ground.runs(world, CODE), date(2026, 1, 1), date(2026, 12, 31), date(2026, 12, 31))
    assert (one.given, one.paid_out, one.paid_back) == (Money.of(120_000), Money.of(120_000), Money(0))
    assert found.by_initiative == {ours.public_id: {"DKK": OwnMoney(received=12_000_000)}}


def test_what_was_taken_back_was_not_paid_out(world: World, pool: Pool, ours: Initiative) -> None:
    award = given(world, applied(world, pool, ours))
    with world.scope(CODE):
        voucher = parts_of(award)[0].voucher
        assert voucher is not None
        books = Bookkeeper.of(world.acting(CODE, "head_of_digitalisation"), NOW + timedelta(days=31))
        reverse(voucher, "Forkert konto", "taken back", keeper=books)
        (one,) = applications_for(ours)
    assert (one.given, one.paid_out) == (Money.of(120_000), Money(0))


def test_its_page_shows_payers_case_applications_and_where_to_apply(
    world: World, pool: Pool, ours: Initiative
) -> None:
    here = f"/money/initiative/{ours.public_id}/"
    empty = page(world, here)
    for said in ("Betaler uafklaret", "ingen business case endnu", "Der er ikke søgt om penge endnu."):
        assert said in empty
    way = f"/money/pools/{pool.public_id}/apply/?initiative={ours.public_id}"
    assert way in page(world, here, "employee")
    assert way not in empty, "the head brings no applications: the form is closed to them"
    kept(world, ours)
    given(world, applied(world, pool, ours))
    shown = page(world, here)
    for said in ("Business case, version 1", "Tilskud bevilget", "120.000 kr.", "Sendt med version 1"):
        assert said in shown


def test_an_application_begun_from_an_initiative_knows_it(world: World, pool: Pool, ours: Initiative) -> None:
    begun = f"/money/pools/{pool.public_id}/apply/?initiative={ours.public_id}"
    shown = page(world, begun, "employee")
    assert f'value="{ours.public_id}" selected' in shown
    assert 'name="title" value="VR-briller"' in shown
    assert "Indsatsen har ingen business case endnu." in shown
    kept(world, ours)
    assert "Business case, version 1" in page(world, begun, "employee")
    assert "selected" not in page(world, begun[:-1] + "x", "employee").split("initiative")[2][:300]
    browser = world.log_in(Client(headers={"accept-language": "da"}), CODE, "employee")
    sent = {
        "title": "VR-briller",
        "purpose": "Flere træner videre.",
        "initiative": str(ours.public_id),
        "a_amount": "120.000",
        "a_pilot_type": "innovation",
    }
    answer = browser.post(begun, sent)
    assert answer.status_code == 302, answer.content.decode()
    with world.scope(CODE):
        assert Application.objects.get().initiative == ours
