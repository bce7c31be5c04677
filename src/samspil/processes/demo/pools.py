"""The example's pools: filled, applied to and decided by its year, and paid out of when that is over.

Made by the same services as in real use. All numbers are made up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from samspil.apps.funding.pool_types import External, Form, NewApplication, NewCall, NewResult
from samspil.apps.funding.selectors.pools import applications_of, parts_of, pool_of
from samspil.apps.funding.services import applying, assessing, calling, paying, pools
from samspil.apps.governance.types import RefusedError
from samspil.core.units import Money
from samspil.kit.tenancy import scope

if TYPE_CHECKING:
    from samspil.apps.funding.models import Application, Call, Pool
    from samspil.apps.organisations.types import Acting
    from samspil.processes.demo.cast import Cast

_DECISION: Final = "Kommunalbestyrelsen, budgetmødet i oktober, punkt 6"
_OPEN: Final = timedelta(days=25)
_SCORED: Final = timedelta(days=20)
_RANKED: Final = timedelta(days=27)


@dataclass(frozen=True, slots=True)
class _Wish:
    """What somebody applies for: how much, what the model asks, and the points it gets."""

    title: str
    purpose: str
    kroner: int
    says: Mapping[str, Any] = field(default_factory=dict)
    points: tuple[str, str] = ("3333", "3333")


@dataclass(frozen=True, slots=True)
class _Plot:
    """A member's pool and what happens with it."""

    code: str
    pool: str
    kind: str
    runs: str
    applies: str
    approves: str
    assessors: tuple[str, ...]
    asks: Mapping[str, Any]
    first: tuple[_Wish, ...]
    then: tuple[_Wish, ...]
    base: int = 0


_BANK: Final = _Plot(
    "0269",
    "digitalisation_bank",
    "application",
    "bank_secretary",
    "area_applicant",
    "finance_director",
    ("finance_director", "it_adviser"),
    {
        "new_appropriation": False,
        "payback_years": 2,
        "service_gain": True,
        "organisational_gain": True,
        "builds_competence": False,
    },
    (
        _Wish(
            "Sensorer i plejehjemmets senge",
            "Nattevagten går kun ind, når der er brug for det.",
            480_000,
            {},
            ("5543", "4544"),
        ),
        _Wish(
            "Robot til ansøgninger om hjælpemidler",
            "Oplysninger hentes i stedet for at blive tastet.",
            360_000,
            {"payback_years": 1},
            ("5344", "5243"),
        ),
        _Wish(
            "Selvbetjening til skoleindskrivning",
            "Forældre skriver ind, når det passer dem.",
            290_000,
            {"payback_years": 3},
            ("3433", "2432"),
        ),
        _Wish(
            "Nyt intranet", "Ét sted at finde vejledninger.", 200_000, {"payback_years": 5}, ("2253", "1343")
        ),
        _Wish("Skærmbesøg i genoptræningen", "Borgeren slipper for turen.", 90_000, {}, ("3524", "3124")),
    ),
    (
        _Wish("Taleassistent i borgerservice", "Korte svar hele døgnet.", 240_000, {"payback_years": 3}),
        _Wish("Fælles bookingsystem til haller", "Én kalender til alle foreninger.", 150_000),
    ),
    800_000_000,
)
_TECHNOLOGY: Final = _Plot(
    "0169",
    "technology_pool",
    "technology_pool_application",
    "pool_coordinator",
    "employee",
    "head_of_digitalisation",
    (),
    {"pilot_type": "innovation"},
    (
        _Wish("VR-briller i genoptræningen", "Flere træner videre derhjemme.", 120_000),
        _Wish("Droner til tagsyn", "Ingen skal op på taget for at se.", 85_000),
    ),
    (
        _Wish(
            "Digital væg i børnehaven",
            "Børnene laver selv historier.",
            60_000,
            {"pilot_type": "dissemination"},
        ),
    ),
)
_PLOTS: Final = (_BANK, _TECHNOLOGY)
_KEYS: Final = ("payback", "service", "organisation", "competence")


def begin_pools(cast: Cast, since: date, now: datetime) -> None:
    """A year ago: the pools are opened and filled, and the first have applied."""
    at = now - timedelta(days=(now.date() - since).days - 1)
    for plot, run in _runners(cast, since):
        pool = pools.open_pool(plot.pool, acting=run, at=at)
        if plot.base:
            pools.fill_by_levy(pool, since.year, Money.of(plot.base), _DECISION, acting=run, at=at)
            given = External(
                "Staten",
                Money.of(150_000),
                "Der skal aflægges regnskab, og mindst 10 pct. betales af kommunen selv.",
                date(now.year, 12, 31),
                date(now.year + 1, 3, 1),
                "Velfærdsteknologi i ældreplejen",
                ("service",),
            )
            pools.fill_from_outside(pool, since.year, given, _DECISION, acting=run, at=at)
        else:
            pools.fill_by_annual_amount(pool, since.year, _DECISION, acting=run, at=at)
        call = _call(cast, plot, pool, "Første runde", run=run, at=at)
        rows = [_applies(cast, plot, pool, wish, at) for wish in plot.first]
        if call is not None:
            _score(cast, plot, rows, at + _SCORED)
            calling.keep_ranking(call, acting=run, at=at + _RANKED)


def go_on_with_pools(cast: Cast, now: datetime) -> None:
    """Now: what was given a while ago is paid and told of, and a new round is open."""
    earlier = now - timedelta(days=8)
    for plot, run in _runners(cast, now.date()):
        pool = pool_of(run.organisation_id, plot.pool)
        assert pool is not None
        for row in reversed(applications_of(pool)):
            _pay(cast, plot, row, run, earlier)
        if pool.fillings.filter(year=now.year).count() == 0 and not plot.base:
            pools.fill_by_annual_amount(pool, now.year, _DECISION, acting=run, at=earlier)
        _call(cast, plot, pool, "Runden nu", run=run, at=earlier)
        rows = [_applies(cast, plot, pool, wish, earlier) for wish in plot.then]
        if plot.assessors:
            _points(cast, plot, rows[0], 0, earlier)


def _runners(cast: Cast, on: date) -> Iterator[tuple[_Plot, Acting]]:
    for plot in _PLOTS:
        with scope.within([cast.organisation(plot.code).pk]), transaction.atomic():
            yield plot, _who(cast, plot, plot.runs, on)


def _who(cast: Cast, plot: _Plot, role: str, on: date) -> Acting:
    found = cast.acting(plot.code, role, on)
    assert found is not None, role
    return found


def _call(cast: Cast, plot: _Plot, pool: Pool, title: str, *, run: Acting, at: datetime) -> Call | None:
    if not plot.assessors:
        return None
    people = tuple(cast.people[plot.code, role] for role in plot.assessors)
    new = NewCall(
        title,
        at.date(),
        (at + _OPEN).date(),
        "Projekter, der tjener sig hjem.",
        Money.of(500_000),
        assessors=people,
    )
    return calling.make_call(pool, new, acting=run, at=at)


def _applies(cast: Cast, plot: _Plot, pool: Pool, wish: _Wish, at: datetime) -> Application:
    asked = {**plot.asks, **wish.says, "amount": Money.of(wish.kroner)}
    sharing = "Vi viser det på næste netværksmøde."
    new = NewApplication(plot.kind, wish.title, wish.purpose, Form.GRANT, asked, sharing=sharing)
    who = _who(cast, plot, plot.applies, at.date())
    return applying.apply_for(pool, new, acting=who, at=at)


def _score(cast: Cast, plot: _Plot, rows: list[Application], at: datetime) -> None:
    for row in rows:
        for number in range(len(plot.assessors)):
            _points(cast, plot, row, number, at)


def _points(cast: Cast, plot: _Plot, row: Application, number: int, at: datetime) -> None:
    wish = next(one for one in (*plot.first, *plot.then) if one.title == row.title)
    points = {key: int(one) for key, one in zip(_KEYS, wish.points[number], strict=True)}
    who = _who(cast, plot, plot.assessors[number], at.date())
    assessing.give_points(row, points, "", acting=who, at=at)


def _pay(cast: Cast, plot: _Plot, row: Application, run: Acting, at: datetime) -> None:
    award = getattr(row, "award", None)
    if award is None:
        return
    for part in parts_of(award):
        try:
            asked = paying.pay_out(part, "Aftalen er underskrevet", acting=run, at=at)
            if asked.asked_by is not None:
                other = _who(cast, plot, plot.approves, at.date())
                paying.approve_payment(asked, acting=other, at=at)
        except RefusedError:  # it waits for something
            return
    told = NewResult(
        "Det virker, og medarbejderne er glade for det.",
        experience="Begynd i det små.",
        shared_with="Netværket",
    )
    paying.tell_result(award, told, acting=_who(cast, plot, plot.applies, at.date()), at=at)
