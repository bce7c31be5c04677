"""Ninety-eight registers of one association, written in bulk: what the register's pages are measured on.

`python -m bench.register_rows 98` fills the database of the settings: an association and so many members less
one, each with 500 systems out of a catalogue of 700 and with 300 contracts about them. Nine in ten records
are shown to the association, one in twenty to everybody. Who reads them comes in by the door of real use;
the bulk is laid beside it, and stands in no journal.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from django.db import connection, models, transaction

from bench import portfolio_rows
from bench.portfolio_rows import ASSOCIATION, BY, MEASURED, SINCE, TODAY
from samspil.apps.organisations.models import Organisation
from samspil.apps.organisations.selectors import list_organisations, members_on
from samspil.apps.organisations.services import admit_member
from samspil.apps.systems import models as rows
from samspil.apps.systems.services.drawn_under import keep_drawn_under
from samspil.apps.systems.services.readers import keep_register_readers
from samspil.apps.systems.services.standing import keep_standing
from samspil.kit.tenancy import scope

INITIATIVES: Final = 200  # the fewest that the portfolio is laid with
CATALOGUE: Final = 700
USES, CONTRACTS, AGREEMENTS = 500, 300, 20
KEEPER: Final = "head_of_digitalisation"
CPV: Final = ("48000000", "48450000", "48810000", "72000000", "72267100", "72415000")
STRATEGIES: Final = ("EU udbud", "EU udbud", "SKI - mini-udbud", "Direkte tildeling", "")
_BATCH: Final = 2000


def fill(count: int) -> None:
    """Everything."""
    portfolio_rows.fill(INITIATIVES)
    association = Organisation.objects.get(code=ASSOCIATION)
    every = all_are_members(association, count)
    with scope.within([Organisation.objects.get(code=MEASURED).pk]):
        portfolio_rows.take_on(Organisation.objects.get(code=MEASURED), KEEPER, KEEPER)
    for place, one in enumerate([association, *every]):
        with scope.within([one.pk]), transaction.atomic():
            lay_register(one.pk, place)
            keep_standing(one.pk, TODAY)
            keep_drawn_under(one.pk, TODAY)
            keep_register_readers(one.pk, BY, on=SINCE.date())
    settle()


def all_are_members(association: Organisation, count: int) -> list[Organisation]:
    """So many organisations with the association; the measured one among them."""
    with scope.within([association.pk]):
        there = {one.pk for one in members_on(association.pk, TODAY)}
        others = [one for one in list_organisations() if one.pk not in there and one.pk != association.pk]
        for one in others[: max(count - 1 - len(there), 0)]:
            admit_member(association, one, SINCE.date(), BY)
        return list(members_on(association.pk, TODAY))


def settle() -> None:
    """What the database knows of its rows; on a server also which pages all may see."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def lay_register(owner: int, place: int) -> None:
    """The systems, agreements and contracts of one organisation, by its place among all."""
    rng = Random(place)
    uses = _laid(_use(owner, number, rng) for number in sorted(rng.sample(range(CATALOGUE), USES)))
    agreements = _laid(_agreement(owner, number) for number in range(AGREEMENTS))
    contracts = _laid(_contract(owner, uses[number], agreements, rng) for number in range(CONTRACTS))
    _laid(
        rows.ContractSystem(organisation_id=owner, contract=one, use=use, is_main=True)
        for one, use in zip(contracts, uses, strict=False)
    )
    _laid(
        rows.ContractOption(organisation_id=owner, contract=one, place=number, months=12, notice_days=90)
        for one in contracts
        for number in range(1, 1 + one.pk % 3)
    )
    _laid(
        rows.Draw(
            organisation_id=owner,
            contract=one,
            drawn_on=TODAY - timedelta(days=30 * number),
            amount_minor=100_000_00,
            what="Kvartalsfaktura",
            told_at=SINCE,
            told_by=UUID(int=0),
        )
        for one in contracts
        for number in range(2)
    )


def _seen_by(rng: Random) -> str:
    return rng.choices(("association", "public", "own"), (90, 5, 5))[0]


def _use(owner: int, number: int, rng: Random) -> rows.LocalUse:
    return rows.LocalUse(
        organisation_id=owner,
        catalogue=UUID(int=number + 1),
        name=f"{('Omsorg', 'Løn', 'Journal', 'Kort', 'Bibliotek')[number % 5]}ssystem {number:03d}",
        local_name=f"Vores {number}" if rng.random() < 0.2 else "",
        vendor=f"Leverandør {number % 90} A/S",
        business_type=f"Forretningstype {number % 24}",
        purpose="Understøtter de sager som forvaltningen har hver dag. " * 4,
        life_cycle="operational" if rng.random() < 0.9 else "phasing_out",
        is_business_critical="yes" if rng.random() < 0.2 else "no",
        unit=f"Afdeling {number % 12}",
        kle=["27.35.04", "00.01.00"],
        visibility=_seen_by(rng),
        made_at=SINCE,
        changed_at=SINCE,
    )


def _agreement(owner: int, number: int) -> rows.Agreement:
    return rows.Agreement(
        organisation_id=owner,
        number=f"02.{number:02d}",
        name=f"Rammeaftale {number}",
        is_committed=number % 5 == 0,
        starts_on=SINCE.date(),
        ends_on=SINCE.date() + timedelta(days=1460),
        join_from=TODAY + timedelta(days=30 * number) if number % 5 == 0 else None,
        join_until=TODAY + timedelta(days=30 * number + 60) if number % 5 == 0 else None,
        ceiling_minor=500_000_000_00,
        visibility="association",
        made_at=SINCE,
        changed_at=SINCE,
    )


def _contract(owner: int, use: rows.LocalUse, agreements: list[rows.Agreement], rng: Random) -> rows.Contract:
    """Most end on a day between a year ago and six years ahead; some renew, some run on."""
    ends = TODAY + timedelta(days=rng.randrange(-365, 2200))
    sort = rng.choices(("ends", "renews", "continues"), (80, 15, 5))[0]
    yearly = int(rng.lognormvariate(12.5, 0.9)) * 100
    return rows.Contract(
        organisation_id=owner,
        name=f"Drift af {use.name}",
        contract_id=f"K-{rng.randrange(10**6):06d}",
        contract_type=("Licens", "Drift", "Support", "Udvikling")[rng.randrange(4)],
        strategy=rng.choice(STRATEGIES),
        purchase_form="EU-udbud",
        unit=use.unit,
        supplier=use.vendor,
        starts_on=ends - timedelta(days=1460),
        ends_on=None if sort == "continues" else ends,
        renewal=sort,
        renews_months=12 if sort == "renews" else None,
        notice_months=rng.choice((None, 3, 6, 12)),
        notice_by=rng.choice(("any_day", "month", "quarter")),
        extension="2 x 1 år" if rng.random() < 0.1 else "",
        operation_minor=yearly,
        value_minor=yearly * 4,
        cpv=[rng.choice(CPV)],
        agreement=rng.choice(agreements) if rng.random() < 0.3 else None,
        exit_plan="Data leveres i åbne formater inden for tre måneder. " * 3,
        notes="Se sagen i ESDH. " * 5,
        visibility=_seen_by(rng),
        hides_prices=rng.random() < 0.1,
        made_at=SINCE,
        changed_at=SINCE,
    )


def _laid(many: Iterator[Any]) -> list[Any]:
    """Rows in the database, with their keys."""
    found = list(many)
    model: type[models.Model] = type(found[0])
    return list(model._default_manager.bulk_create(found, _BATCH))


if __name__ == "__main__":
    fill(int(sys.argv[1]))
