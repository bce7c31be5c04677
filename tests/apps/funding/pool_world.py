"""Favrskov's bank, Rudersdal's pool and Aabenraa's loans, each in a municipality of the small world."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from tests.apps.governance.forum_world import everybody
from tests.apps.world import BY, RODOVRE, SINCE, World, _people

from samspil.apps.funding.models import Application, Award, Call, Pool
from samspil.apps.funding.pool_types import Form, NewApplication, NewCall
from samspil.apps.funding.selectors import money_rules
from samspil.apps.funding.selectors import pools as of_pools
from samspil.apps.funding.services import applying, calling, pools
from samspil.apps.governance.adopted import model_of_matter
from samspil.apps.governance.models import Matter
from samspil.apps.governance.services.moving import move
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.core.governance.entries import AnswerItem, Choose
from samspil.core.units import Money
from samspil.processes.adopt_governance_model import adopt_shipped
from samspil.processes.follow_awards import follow_application
from samspil.processes.found_association import municipality

BANK, LENDER, POOL = "0161", "0183", RODOVRE
KEYS = {BANK: "digitalisation_bank", LENDER: "digital_funds", POOL: "technology_pool"}
MODELS = {BANK: "favrskov_bank", LENDER: "aabenraa_loans"}
RUNS = {BANK: "bank_secretary", LENDER: "group_secretary", POOL: "pool_coordinator"}
RECORDS = {**RUNS, POOL: "head_of_digitalisation"}
START = datetime(2026, 1, 12, 9, tzinfo=UTC)
CALLED = date(2026, 1, 12), date(2026, 2, 6)
BASE = Money.of(1_600_000_000)
KINDS = {BANK: "application", LENDER: "application", POOL: "technology_pool_application"}
ASKS: dict[str, dict[str, Any]] = {
    BANK: {
        "new_appropriation": False,
        "payback_years": 2,
        "service_gain": True,
        "organisational_gain": False,
        "builds_competence": True,
    },
    LENDER: {"new_appropriation": False, "frees_money": True, "goes_into_operation": True},
    POOL: {"pilot_type": "innovation"},
}


def governed(world: World, code: str) -> None:
    """A municipality goes by its model, and has people."""
    if code in MODELS:
        for held in [one for one in world.people if one[0] == code]:  # of another test, taken back since
            del world.people[held]
        with world.scope(code):
            adopt_shipped(municipality(code), MODELS[code], SINCE, BY)
            _people(world, code)


def runs(world: World, code: str) -> Acting:
    """Whoever runs the municipality's pool."""
    return world.acting(code, RUNS[code])


def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody else may write the ledger: what takes two is done at once."""
    for selector in (of_pools, money_rules):
        monkeypatch.setattr(selector, "holders_of", lambda *asked: [])


def opened(world: World, code: str) -> Pool:
    """A municipality with its pool opened; nothing is in it."""
    governed(world, code)
    with world.scope(code):
        return pools.open_pool(KEYS[code], acting=runs(world, code), at=START)


def filled(world: World, code: str, kroner: int = 1_000_000) -> Pool:
    """The same with so many kroner in it."""
    pool = opened(world, code)
    with world.scope(code):
        pools.fill_by_appropriation(
            pool, 2026, Money.of(kroner), "Økonomiudvalget, punkt 4", acting=runs(world, code), at=START
        )
    return pool


def called(world: World, pool: Pool, code: str, *assessors: str, **more: Any) -> Call:
    """A call for January, assessed by people by role."""
    people = tuple(world.people[code, role] for role in assessors)
    new = NewCall("Forårets runde", *CALLED, assessors=people, **more)
    with world.scope(code):
        return calling.make_call(pool, new, acting=runs(world, code), at=START)


def applied(
    world: World, pool: Pool, code: str, title: str, kroner: int, *, by: str = "", **more: Any
) -> Application:
    """Somebody has applied for so many kroner. ``more`` is said of the application, or answers the model."""
    with world.scope(code):
        said = {key: value for key, value in more.items() if key not in _OF_APPLICATION}
        rest = {key: value for key, value in more.items() if key in _OF_APPLICATION}
        at = rest.pop("at", START + timedelta(days=1))
        asked = {**ASKS[code], "amount": Money.of(kroner), **said}
        new = NewApplication(
            KINDS[code], title, "Mindre ventetid", rest.pop("form", Form.GRANT), asked, **rest
        )
        acting = world.acting(code, by or _APPLICANTS[code])
        return applying.apply_for(pool, new, acting=acting, at=at)


_OF_APPLICATION = frozenset(
    {"at", "form", "repayment", "operating_finance", "sharing", "supports", "initiative"}
)
_APPLICANTS = {BANK: "area_applicant", LENDER: "area_employee", POOL: "employee"}


def decided(
    world: World,
    code: str,
    application: Application,
    outcome: str,
    at: datetime,
    *,
    is_followed: bool = True,
    **more: Any,
) -> Award | None:
    """The matter goes to the body that decides, and what it decides is followed; the award, if any."""
    with world.scope(code):
        matter = Matter.objects.get(public_id=application.matter)
        for hour in range(1, 9):
            before = START + timedelta(days=2, hours=hour)
            if _steps_on(world, code, matter, (outcome, more), (before, at)):
                break
        if is_followed:
            follow_application(application, at)
        application.refresh_from_db()
        return Award.objects.filter(application=application).first()


def _steps_on(
    world: World,
    code: str,
    matter: Matter,
    chosen: tuple[str, dict[str, Any]],
    when: tuple[datetime, datetime],
) -> bool:
    """One step; whether it was the one that decides. What comes before does so within its own clock."""
    matter.refresh_from_db()
    model = model_of_matter(matter)
    step = model.spec.routes[model.spec.kinds[matter.kind].route].steps[matter.step]
    sort, _, key = matter.body.partition(" ")
    acting = world.acting(code, RECORDS[code] if sort == "forum" else key)
    at = when[sort == "forum"]
    go = partial(move, matter, acting=acting)
    for item in step.items:
        with suppress(RefusedError):  # a point that this matter is not asked
            go(AnswerItem(matter.step, item, True, "I orden", acting.actor, at))
    decides = sort == "forum"
    outcome, more = chosen if decides else (next(iter(step.outcomes)), {})
    go(Choose(matter.step, outcome, acting.actor, at, everybody(model, matter.body, at), **more))
    return decides
