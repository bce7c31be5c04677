"""What the register of an organisation has already, as lists know it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from samspil.apps.systems.models import (
    Agreement,
    Contract,
    ContractOption,
    ContractSystem,
    LocalUse,
    SystemEntry,
    SystemRelation,
)
from samspil.core.systems.lists.fields import Sort
from samspil.kit.tenancy.rows import OwnedRow

MODELS: Final[Mapping[Sort, type[OwnedRow]]] = {
    Sort.USES: LocalUse,
    Sort.CONTRACTS: Contract,
    Sort.CATALOGUE: SystemEntry,
    Sort.AGREEMENTS: Agreement,
    Sort.AUTOMATIONS: LocalUse,
}
FROM_LIST: Final = "list"
FROM_AUTOMATIONS: Final = "os2autoproces"
# Where a row came from: a list proposes for removal only what such a list brought.
SOURCES: Final[Mapping[Sort, str]] = {
    Sort.USES: FROM_LIST,
    Sort.CONTRACTS: FROM_LIST,
    Sort.AUTOMATIONS: FROM_AUTOMATIONS,
}
DAYS: Final = ("starts_on", "ends_on")
ENDED: Final = (Sort.USES, Sort.CONTRACTS, Sort.AUTOMATIONS)  # those that can be removed
NAMED_BY: Final = {"parent": "name", "agreement": "number"}
_KNOWN_BY: Final[Mapping[Sort, set[str]]] = {
    Sort.CONTRACTS: {"contract_id", "public_id", "parent__name", "agreement__number"},
    Sort.AGREEMENTS: {"number", "starts_on", "ends_on"},
    Sort.USES: {"catalogue", "listed_as"},
    Sort.CATALOGUE: {"catalogue"},
    Sort.AUTOMATIONS: {"catalogue"},
}


class IsNew(Protocol):
    """A record that has no row yet."""

    @property
    def columns(self) -> Mapping[str, Any]:
        """What it says."""

    @property
    def place(self) -> int:
        """What others of the same list name it by."""


class There:
    """The rows that are there, by what lists know them by."""

    def __init__(self, sort: Sort, rows: Sequence[dict[str, Any]]) -> None:
        self._sort, self._rows = sort, rows
        self._by_key: dict[tuple[str, ...], dict[str, Any]] = {}
        self._by_number: dict[str, list[dict[str, Any]]] = {}
        self._by_name: dict[str, list[dict[str, Any]]] = {}
        self._by_id: dict[str, dict[str, Any]] = {}
        self._by_source: dict[str, dict[str, Any]] = {}
        for row in rows:
            name = row["name"].casefold()
            self._by_name.setdefault(name, []).append(row)
            if sort is Sort.AGREEMENTS:
                self._by_key[row["number"].casefold(),] = row
            elif sort is Sort.CONTRACTS:
                self._by_id[str(row["public_id"])] = row
                self._by_source[row["source_key"]] = row
                number = row["contract_id"].casefold()
                self._by_key[number, name] = row
                if number:
                    self._by_number.setdefault(number, []).append(row)
            else:
                self._by_key[str(row.get("listed_as") or row["catalogue"]),] = row
        for row in rows:
            if row.get("listed_as"):
                self._by_key.setdefault((str(row["catalogue"]),), row)

    def find(self, columns: Mapping[str, Any], key: tuple[str, ...]) -> dict[str, Any] | None:
        """The row that a line is: by its key, else by a number or a name that only one row has."""
        if (found := self._by_key.get(key)) is not None:
            # It may be known by two ids, of which a list says one.
            return {**found, "catalogue": columns["catalogue"]} if "catalogue" in columns else found
        if self._sort is Sort.CONTRACTS and key[0]:
            return self._only(self._by_number.get(key[0]))
        if "catalogue" in columns or self._sort is Sort.AGREEMENTS:
            return None
        return self._only(self._by_name.get(key[1]))

    def find_from_outside(
        self, said: Mapping[str, Any], key: tuple[str, ...], taken: set[int]
    ) -> dict[str, Any] | None:
        """The contract that a file from outside tells of: our own, one that came by it, else a namesake.

        A namesake has the number and the name, is no other's that the file tells of, and came otherwise.
        """
        source = str(said["source_key"])
        own = self._by_id.get(str(said.get("public_id", ""))) or self._by_source.get(source)
        if own is not None:
            return own
        found = self._by_key.get(key)
        is_free = found is not None and found["pk"] not in taken and "/" not in found["source_key"]
        return found if is_free else None

    @staticmethod
    def _only(rows: Sequence[dict[str, Any]] | None) -> dict[str, Any] | None:
        return rows[0] if rows is not None and len(rows) == 1 else None

    def of_sources(self, keys: Iterable[str]) -> set[int]:
        """The rows that came from outside by these keys."""
        return {self._by_source[key]["pk"] for key in keys if key in self._by_source}

    def rest(self, taken: set[int], is_of_ours: Callable[[Mapping[str, Any]], bool]) -> list[tuple[int, str]]:
        """The rows that earlier lists brought and this one does not name."""
        return [(row["pk"], row["name"]) for row in self._rows if row["pk"] not in taken and is_of_ours(row)]


def rows_there(owner: int, sort: Sort, names: Sequence[str]) -> There:
    """The rows of one sort, with the columns of these names and those that they are known by."""
    model: Any = MODELS[sort]
    rows = model.objects.filter(organisation_id=owner)
    beside = {"pk", "name", *names}
    if sort is Sort.AUTOMATIONS:
        rows = rows.filter(source_key=FROM_AUTOMATIONS)
    elif sort is Sort.USES:
        rows = rows.exclude(source_key=FROM_AUTOMATIONS)
    if sort in ENDED:
        rows = rows.filter(removed_on=None)
        beside |= {"source_key", *DAYS}
    beside |= _KNOWN_BY[sort]
    return There(sort, list(rows.order_by("pk").values(*sorted(beside))))


@dataclass(frozen=True, slots=True)
class Uses:
    """The systems in use here, by the catalogue's id and by name."""

    by_id: Mapping[str, int]
    by_name: Mapping[str, int]

    def of(self, said: Mapping[str, Any]) -> tuple[frozenset[int], int]:
        """The systems that a contract names, and how many of them are not in the register."""
        known = [self.by_id.get(one.casefold()) for one in said.get("system_ids", ())]
        if not any(known):
            known = [self.by_name.get(one.casefold()) for one in said.get("system_names", ())]
        return frozenset(one for one in known if one), sum(1 for one in known if not one)


def uses_of(owner: int, new: Sequence[IsNew]) -> Uses:
    """The systems in use here, and those that are new in the same list; of several called alike the first."""
    rows = LocalUse.objects.filter(organisation_id=owner, removed_on=None).order_by("-pk")
    by_id: dict[str, int] = {}
    by_name: dict[str, int] = {}
    columns = ("pk", "catalogue", "listed_as", "name", "local_name")
    for pk, catalogue, listed_as, name, local in rows.values_list(*columns):
        by_id[str(catalogue)] = pk
        by_id[str(listed_as or catalogue)] = pk
        by_name[name.casefold()] = pk
        if local:
            by_name[local.casefold()] = pk
    for one in new:
        by_id.setdefault(str(one.columns.get("catalogue", "")), one.place)
        for name in ("name", "local_name"):
            by_name.setdefault(str(one.columns.get(name, "")).casefold(), one.place)
    return Uses(by_id, by_name)


def links_of(owner: int) -> dict[int, frozenset[int]]:
    """Which systems each contract is about."""
    found: dict[int, set[int]] = {}
    rows = ContractSystem.objects.filter(organisation_id=owner)
    for contract, use in rows.values_list("contract_id", "use_id"):
        found.setdefault(contract, set()).add(use)
    return {contract: frozenset(uses) for contract, uses in found.items()}


def works_in_of(owner: int) -> dict[int, frozenset[str]]:
    """The systems that each use of a system is said to work with, by name."""
    found: dict[int, set[str]] = {}
    rows = SystemRelation.objects.filter(organisation_id=owner)
    for use, name in rows.values_list("use_id", "other_name"):
        found.setdefault(use, set()).add(name.casefold())
    return {use: frozenset(names) for use, names in found.items()}


def options_of(owner: int) -> dict[int, tuple[int, ...]]:
    """The months of each contract's options."""
    found: dict[int, list[int]] = {}
    rows = ContractOption.objects.filter(organisation_id=owner).order_by("contract_id", "place")
    for contract, months in rows.values_list("contract_id", "months"):
        found.setdefault(contract, []).append(months)
    return {contract: tuple(months) for contract, months in found.items()}


def numbers_of_agreements(owner: int, coming: Iterable[str]) -> frozenset[str]:
    """The numbers of agreements that are here, or come with the same file."""
    rows = Agreement.objects.filter(organisation_id=owner)
    return frozenset(one.casefold() for one in (*rows.values_list("number", flat=True), *coming))
