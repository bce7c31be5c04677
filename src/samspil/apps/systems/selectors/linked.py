"""What hangs on a system or a contract: contracts, systems, options, relations, what was drawn."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from samspil.apps.systems.models import Contract, ContractSystem, LocalUse, SystemRelation
from samspil.core.systems.vocabulary import Direction


class LinkedContract(NamedTuple):
    """A contract about a system."""

    public_id: UUID
    name: str
    supplier: str
    starts_on: date | None
    ends_on: date | None


class LinkedUse(NamedTuple):
    """A system that a contract is about."""

    public_id: UUID
    name: str


class Drawn(NamedTuple):
    """What was drawn of a contract."""

    drawn_on: date
    amount_minor: int
    what: str


class Option(NamedTuple):
    """A right to go on."""

    place: int
    months: int
    notice_days: int | None
    value_minor: int | None


def contracts_of(use: LocalUse) -> list[LinkedContract]:
    """The contracts about a system, the first end first."""
    rows = ContractSystem.objects.filter(use=use, contract__removed_on=None)
    names = [f"contract__{name}" for name in LinkedContract._fields]
    return [LinkedContract(*one) for one in rows.order_by("contract__ends_on", "pk").values_list(*names)]


def uses_of(contract: Contract) -> list[LinkedUse]:
    """The systems that a contract is about."""
    rows = ContractSystem.objects.filter(contract=contract, use__removed_on=None).order_by("pk")
    names = ("use__public_id", "use__local_name", "use__name")
    return [LinkedUse(key, local or name) for key, local, name in rows.values_list(*names)]


class Related(NamedTuple):
    """What a system exchanges with another: ``key`` where it is said here, none where at the other."""

    key: int | None
    way: Direction
    name: str
    public_id: UUID | None
    interface: str
    frequency: str
    description: str


_CROSSES: Final = ("interface", "frequency", "description")


def relations_of(use: LocalUse) -> list[Related]:
    """What a system exchanges data with, said here or at the other, by its name."""
    ours = use.relations.order_by("pk").values_list(
        *("pk", "way", "other_name", "other__public_id", "other__removed_on"), *_CROSSES
    )
    there = SystemRelation.objects.filter(other=use, use__removed_on=None).order_by("pk")
    theirs = there.values_list("way", "use__name", "use__local_name", "use__public_id", *_CROSSES)
    found = [
        Related(pk, Direction(way), name, None if removed else key, *rest)
        for pk, way, name, key, removed, *rest in ours
    ]
    found += [
        Related(None, Direction(way).seen_from_there, local or name, key, *rest)
        for way, name, local, key, *rest in theirs
    ]
    return sorted(found, key=lambda one: one.name.casefold())


def options_of(contract: Contract) -> list[Option]:
    """The rights to go on, used ones first."""
    return [Option(*one) for one in contract.options.order_by("place").values_list(*Option._fields)]


def drawn_of(contract: Contract, most: int = 50) -> list[Drawn]:
    """What was drawn, the last first."""
    rows = contract.draws.order_by("-drawn_on", "-pk").values_list(*Drawn._fields)
    return [Drawn(*one) for one in rows[:most]]


def names_of_uses(organisation_id: int) -> dict[str, UUID]:
    """The systems in use by their names in small letters; the first where two are called the same."""
    rows = LocalUse.objects.filter(organisation_id=organisation_id, removed_on=None).order_by("-pk")
    found: dict[str, UUID] = {}
    for key, name, local in rows.values_list("public_id", "name", "local_name"):
        found[name.casefold()] = key
        if local:
            found[local.casefold()] = key
    return found
