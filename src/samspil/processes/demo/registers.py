"""What the example's nine run and have bound themselves to: a care system that several will tender, and more.

Made by the same services as in real use. Suppliers, systems and prices are made up and told to be examples.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from dateutil.relativedelta import relativedelta

from samspil.apps.organisations.types import Acting
from samspil.apps.systems.services.agreements import keep_agreement
from samspil.apps.systems.services.contracts import add_contract, draw
from samspil.apps.systems.services.uses import add_use
from samspil.apps.systems.types import NewAgreement, NewContract, NewDraw, NewOption, NewUse
from samspil.core.systems.vocabulary import (
    Answer,
    Hosting,
    LifeCycle,
    NoticeBy,
    Renewal,
    Visibility,
)

_KRONER: Final = 100


@dataclass(frozen=True, slots=True)
class _Plot:
    """A system: what it is, who sells it, and what its operation costs a year in thousands of kroner.

    ``months`` is how long the first member's contract still runs; each next member's runs ``later`` longer.
    """

    name: str
    vendor: str
    business_type: str
    kle: tuple[str, ...]
    cpv: str
    unit: str
    yearly: int
    months: int
    later: int
    is_critical: bool = False
    has_ai: bool = False


_PLOTS: Final = (
    _Plot(
        "Omsorgssystem",
        "Fiktiv Omsorg A/S",
        "Specialsystemer",
        ("27.35", "27.36"),
        "48000000",
        "Sundhed og ældre",
        2400,
        20,
        3,
        True,
    ),
    _Plot(
        "ESDH-system",
        "Opdigtet Arkiv A/S",
        "ESDH og Journalisering",
        ("00.07",),
        "48311000",
        "Digitalisering",
        1600,
        30,
        5,
        True,
    ),
    _Plot(
        "Økonomisystem",
        "Opdigtet Økonomi A/S",
        "Økonomi og betaling",
        ("00.32",),
        "48812000",
        "Økonomi",
        2100,
        16,
        7,
        True,
    ),
    _Plot(
        "Løn- og personalesystem",
        "Fiktiv Løn ApS",
        "Løn, personale og HR",
        ("81.38",),
        "48450000",
        "HR",
        1200,
        40,
        2,
    ),
    _Plot(
        "Hjemmeside",
        "Eksempel Web ApS",
        "Hjemmesider og portaler",
        ("00.13",),
        "72413000",
        "Kommunikation",
        450,
        9,
        4,
    ),
    _Plot("GIS og kort", "Opdigtet Kort A/S", "GIS", ("01.02",), "38221000", "Teknik og miljø", 380, 26, 3),
    _Plot(
        "Byggesagssystem",
        "Fiktiv Byg ApS",
        "Specialsystemer",
        ("02.34",),
        "48000000",
        "Teknik og miljø",
        620,
        14,
        6,
    ),
    _Plot(
        "Beskæftigelsessystem",
        "Fiktiv Job A/S",
        "Specialsystemer",
        ("15.20",),
        "48000000",
        "Beskæftigelse",
        900,
        33,
        2,
        True,
    ),
    _Plot(
        "Selvbetjening",
        "Eksempel Web ApS",
        "Selvbetjening og indberetning",
        ("00.13",),
        "72000000",
        "Borgerservice",
        300,
        5,
        8,
    ),
    _Plot(
        "Referatassistent",
        "Opdigtet Tale ApS",
        "Kontorunderstøttelse",
        ("00.01",),
        "48000000",
        "Digitalisering",
        180,
        7,
        5,
        False,
        True,
    ),
)
# What two of the nine call their own: nobody sees by the name alone that it is the same as the others'.
_CALLED: Final = {
    ("Omsorgssystem", 1): "EOJ til hjemmeplejen",
    ("Omsorgssystem", 2): "Elektronisk omsorgsjournal",
}
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Member:
    """Which of the nine it is, who keeps its register, when that was done, and what day it is now."""

    place: int
    acting: Acting
    at: datetime
    now: datetime


def register(place: int, acting: Acting, at: datetime, now: datetime) -> None:
    """One member's systems and contracts; not everybody has everything, and not everybody shows all."""
    agreement = keep_agreement(
        NewAgreement(
            number="02.19 (eksempel)",
            name="Standardsoftware",
            is_committed=True,
            starts_on=(at - relativedelta(years=1)).date(),
            ends_on=(now + relativedelta(years=3)).date(),
            join_from=(now + relativedelta(months=1)).date(),
            join_until=(now + relativedelta(months=4)).date(),
            ceiling_minor=40_000_000 * _KRONER,
            visibility=Visibility.ASSOCIATION,
        ),
        acting=acting,
        at=at,
    )
    member = _Member(place, acting, at, now)
    for number, plot in enumerate(_PLOTS):
        if number and (place + number) % 4 == 3:
            continue
        _contract(plot, _use(plot, member), agreement.public_id if number % 3 == 1 else None, member)


def catalogue_of(name: str) -> UUID:
    """The id by which all know a system of the example."""
    return uuid5(NAMESPACE_URL, f"samspil:example:{name}")


def _use(plot: _Plot, member: _Member) -> UUID:
    place, at = member.place, member.at
    new = NewUse(
        name=f"{plot.name} (eksempel)",
        local_name=f"{called} (eksempel)" if (called := _CALLED.get((plot.name, place), "")) else "",
        catalogue=catalogue_of(plot.name),
        vendor=plot.vendor,
        business_type=plot.business_type,
        kle=plot.kle,
        purpose="Opdigtet system, som viser, hvordan registret bruges.",
        life_cycle=LifeCycle.PHASING_OUT if (place + plot.months) % 9 == 0 else LifeCycle.OPERATIONAL,
        is_business_critical=Answer.YES if plot.is_critical else Answer.NO,
        has_ai=Answer.YES if plot.has_ai else Answer.NO,
        hosting=Hosting.EXTERNAL if place % 3 else Hosting.HYBRID,
        sensitivity=("personal", "sensitive") if plot.is_critical else ("personal",),
        unit=plot.unit,
        owner="Systemejer",
        contact=f"{plot.unit}, systemansvarlig",
        users_from=50 * (place + 1),
        users_to=100 * (place + 1),
        budget_minor=plot.yearly * 1000 * _KRONER,
        starts_on=(at - relativedelta(years=4)).date(),
        visibility=Visibility.ASSOCIATION,
    )
    return add_use(new, acting=member.acting, at=at).public_id


def _contract(plot: _Plot, use: UUID, agreement: UUID | None, member: _Member) -> None:
    place, acting, at, now = member.place, member.acting, member.at, member.now
    ends_on = (now + relativedelta(months=plot.months + place * plot.later % 24, day=31)).date()
    starts_on = ends_on + _DAY - relativedelta(years=6)
    yearly = plot.yearly * (8 + place) * 100 * _KRONER
    renews = plot.months < 10
    contract = add_contract(
        NewContract(
            name=f"{_CALLED.get((plot.name, place), plot.name)} – drift og vedligehold (eksempel)",
            contract_id=f"EKS-{place + 1}{plot.months:02}",
            contract_type="Hovedkontrakt",
            supplier=plot.vendor,
            systems=(use,),
            unit=plot.unit,
            owner="Kontraktansvarlig",
            contact=f"{plot.unit}, kontraktansvarlig",
            starts_on=starts_on,
            ends_on=ends_on,
            irrevocable_until=starts_on + relativedelta(years=2),
            renewal=Renewal.RENEWS if renews else Renewal.ENDS,
            renews_months=12 if renews else None,
            notice_months=6 if plot.is_critical else 3,
            notice_by=NoticeBy.MONTH,
            options=() if renews else (NewOption(12, 180), NewOption(12, 180)),
            purchase_form="SKI 02.19" if agreement else "EU udbud" if plot.is_critical else "Annoncering",
            strategy="EU udbud" if plot.is_critical else "",
            agreement=agreement,
            value_minor=yearly * 6,
            operation_minor=yearly,
            price_regulation="Nettoprisindeks",
            cpv=(plot.cpv,),
            visibility=Visibility.ASSOCIATION if place % 4 != 3 else Visibility.OWN,
            hides_prices=place % 5 == 2,
        ),
        acting=acting,
        at=at,
    )
    draw(contract, NewDraw(at.date(), yearly, "Første år (eksempel)"), acting=acting, at=at)
