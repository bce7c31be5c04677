"""One contract of a contracting process, field by field, as the cells of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from samspil.core.errors import Problem
from samspil.core.systems.checks import is_reckoned_with
from samspil.core.systems.ocds import OPTION, PLANNED, PREFIX, TERMINATED
from samspil.core.systems.outside.merging import merged
from samspil.core.systems.outside.told import (
    BETWEEN,
    Said,
    amount,
    buyer,
    day,
    filled,
    months_between,
    shortened,
    source_key,
)
from samspil.core.systems.writing import plain_cvr

_DAY: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ]\d\d:\d\d.*)?", re.ASCII | re.DOTALL)
_CPV: Final = re.compile(r"(\d{8})(?:-\d|\.0)?", re.ASCII)
_CURRENCY: Final = re.compile(r"[A-Z]{3}", re.ASCII)
_MOST_MINOR: Final = 10**17
_MOST_DAYS: Final = 40_000
_FAR: Final = 9000  # an end in such a year is a way to say none
_DANISH: Final = "DK-CVR"
_OWN_NUMBER: Final = 100
_EXTENSION: Final = 100
_FOREIGN: Final = 20
_SHOWN: Final = 80


class WrongError(ValueError):
    """A contract says something that cannot be read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Process:
    """A contracting process: all its releases merged."""

    ocid: str
    path: str
    said: Mapping[str, Any]

    def contracts(self) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """Each contract with the award that it was made on, then each award in force without one."""
        awards = {str(one.get("id", "")): one for one in dicts(self.said.get("awards"))}
        made = dicts(self.said.get("contracts"))
        for one in made:
            yield one, awards.get(str(one.get("awardID", "")), {})
        with_contract = {str(one.get("awardID", "")) for one in made}
        for key, one in awards.items():
            if key not in with_contract and one.get("status") == "active":
                yield one, one

    @property
    def source(self) -> str:
        """Whose data it is: what the ids of a publisher's processes begin with."""
        return "-".join(self.ocid.split("-")[:2])

    def key_of(self, contract: Mapping[str, Any]) -> str:
        """What a contract of it is known by."""
        return source_key(self.source, f"{self.ocid}/{contract['id']}")

    def party(self, reference: Mapping[str, Any]) -> dict[str, Any]:
        """Whoever is referred to, as the list of parties has it."""
        key = reference.get("id")
        known = [one for one in dicts(self.said.get("parties")) if key is not None and one.get("id") == key]
        return merged(known[0], reference) if known else dict(reference)

    def buyers(self) -> str:
        """Those who buy."""
        reference = self.said.get("buyer")
        found = [self.party(reference)] if isinstance(reference, dict) else []
        return BETWEEN.join(buyer(_name(one), _number(one)[0]) for one in found if _name(one))

    @property
    def is_ours(self) -> bool:
        """Whether the process is one that this program has published."""
        return self.ocid.startswith(f"{PREFIX}-")


class Contract:
    """One contract, field by field."""

    def __init__(self, process: Process, contract: dict[str, Any], award: dict[str, Any]) -> None:
        self.process, self.contract, self.award = process, contract, award
        self.path = str(contract.get("path", process.path))
        self.starts: date | None = None
        self.ends: date | None = None
        self.signed = self._day("dateSigned", contract.get("dateSigned"))
        self.months: tuple[int, ...] = ()
        self.extension = ""
        self._read_period()
        self.cvr, self.foreign = self._supplier_number()

    def cells(self) -> dict[str, str]:
        """Everything that the register keeps of it."""
        title, process = self._title(), self.process
        key = str(self.contract["id"])
        value, currency = self._value()
        return filled(
            [
                ("name", shortened(title)),
                ("source_key", process.key_of(self.contract)),
                ("public_id", process.ocid.removeprefix(f"{PREFIX}-")[:64] if process.is_ours else ""),
                ("buyers", process.buyers()),
                ("contract_id", "" if process.is_ours else shortened(key, _OWN_NUMBER)),
                ("supplier", shortened(", ".join(_name(one) for one in self._suppliers()))),
                ("supplier_cvr", self.cvr),
                ("foreign_number", shortened(self.foreign, _FOREIGN)),
                ("signed_on", day(self.signed)),
                ("starts_on", day(self.starts)),
                ("ends_on", day(self.ends)),
                ("terminated_on", day(self._terminated())),
                ("options", ";".join(map(str, self.months))),
                ("extension", self.extension),
                ("value_minor", value),
                ("currency", currency),
                ("cpv", ";".join(self._cpv())),
                ("plan", self._plan()),
                ("notes", title if shortened(title) != title else ""),
            ]
        )

    def looked_at(self) -> Said:
        """What may not be so."""
        days = [self.signed, self._terminated()]
        return Said(self.path, self.starts, self.ends, days, self.cvr)

    @property
    def payments(self) -> int:
        """How many payments are told of."""
        said = self.contract.get("implementation")
        return len(dicts(said.get("transactions"))) if isinstance(said, dict) else 0

    def _title(self) -> str:
        tender = self.process.said.get("tender")
        for said in (self.contract, self.award, tender if isinstance(tender, dict) else {}):
            title = said.get("title")
            if isinstance(title, str) and title.strip():
                return " ".join(title.split())
        raise WrongError(Problem("outside_lacks", {"where": dotted(self.path, "title")}))

    def _read_period(self) -> None:
        own = self.contract.get("period")
        period = own if isinstance(own, dict) else self.award.get("contractPeriod")
        where = "period" if isinstance(own, dict) else "contractPeriod"
        if not isinstance(period, dict):
            return
        self.starts = self._day(f"{where}.startDate", period.get("startDate"))
        self.ends = self._day(f"{where}.endDate", period.get("endDate"))
        length = period.get("durationInDays")
        if self.ends is None and self.starts and is_reckoned_with(self.starts) and length is not None:
            days = self._whole(f"{where}.durationInDays", length)
            self.ends = self.starts + timedelta(days=days - 1)
        if self.ends and self.ends.year >= _FAR:
            self.ends = None
        most = self._day(f"{where}.maxExtentDate", period.get("maxExtentDate"))
        if self.ends and (most is None or most.year < _FAR):
            self._read_options(self.ends, most)

    def _read_options(self, ends: date, most: date | None) -> None:
        """The options: as this program publishes them, else all the months until the day of the last."""
        known = [one for one in dicts(self.contract.get("milestones")) if one.get("type") == OPTION]
        days = [self._day("milestones.dueDate", one.get("dueDate")) for one in known] or [most]
        so_far, months = 0, list[int]()
        after = ends + timedelta(days=1)
        for until in days:
            if until is None or until <= ends:
                continue
            all_of_it = months_between(after, until + timedelta(days=1))
            if all_of_it is None or all_of_it <= so_far:
                self.extension = shortened(f"maxExtentDate {day(most)}", _EXTENSION)
                return
            months.append(all_of_it - so_far)
            so_far = all_of_it
        self.months = tuple(months)

    def _terminated(self) -> date | None:
        """The day on which notice was given; of one that has ended early, the day on which that is told."""
        for one in dicts(self.contract.get("milestones")):
            if one.get("type") == TERMINATED:
                return self._day("milestones.dateMet", one.get("dateMet"))
        if self.contract.get("status") != "terminated":
            return None
        told = self._day("date", self.process.said.get("date"))
        return told if told and (self.ends is None or told < self.ends) else None

    def _suppliers(self) -> list[dict[str, Any]]:
        references = dicts(self.contract.get("suppliers")) or dicts(self.award.get("suppliers"))
        return [one for reference in references if _name(one := self.process.party(reference))]

    def _supplier_number(self) -> tuple[str, str]:
        """The CVR number of the only supplier, or its number abroad."""
        suppliers = self._suppliers()
        if len(suppliers) != 1:
            return "", ""
        cvr, foreign = _number(suppliers[0])
        return cvr or "", foreign

    def _value(self) -> tuple[str, str]:
        own = self.contract.get("value")
        value = own if isinstance(own, dict) else self.award.get("value")
        if not isinstance(value, dict) or value.get("amount") is None:
            return "", ""
        found, currency = value["amount"], value.get("currency")
        if not isinstance(found, Decimal) or not 0 <= found * 100 <= _MOST_MINOR:
            raise self._unreadable("value.amount", found)
        if not isinstance(currency, str) or not _CURRENCY.fullmatch(currency):
            raise self._unreadable("value.currency", currency)
        return amount(int((found * 100).quantize(Decimal(1), ROUND_HALF_UP))), currency

    def _cpv(self) -> Iterator[str]:
        codes: dict[str, None] = {}
        for item in dicts(self.contract.get("items")) or dicts(self.award.get("items")):
            main = item.get("classification")
            for one in (*dicts([main]), *dicts(item.get("additionalClassifications"))):
                if one.get("scheme") == "CPV" and one.get("id") is not None:
                    code = _CPV.fullmatch(str(one["id"]))
                    if code is None:
                        raise self._unreadable("items.classification.id", one["id"])
                    codes[code[1]] = None
        return iter(codes)

    def _plan(self) -> str:
        planning = self.process.said.get("planning")
        said = planning.get("rationale") if isinstance(planning, dict) else None
        is_ours = self.process.is_ours and isinstance(said, str) and said.startswith(PLANNED)
        return str(said).removeprefix(PLANNED) if is_ours else ""

    def _day(self, where: str, said: Any) -> date | None:
        if said is None or said == "":
            return None
        written = _DAY.fullmatch(said) if isinstance(said, str) else None
        if written:
            with suppress(ValueError):  # 31 February
                return date.fromisoformat(written[1])
        raise self._unreadable(where, said)

    def _whole(self, where: str, said: Any) -> int:
        if not isinstance(said, Decimal) or said != said.to_integral_value() or not 1 <= said <= _MOST_DAYS:
            raise self._unreadable(where, said)
        return int(said)

    def _unreadable(self, where: str, said: Any) -> WrongError:
        found = str(said)[:_SHOWN]
        return WrongError(Problem("outside_unreadable", {"where": dotted(self.path, where), "found": found}))


def dotted(path: str, name: str) -> str:
    """A path and what is inside.

    >>> dotted("releases[0]", "ocid"), dotted("", "ocid")
    ('releases[0].ocid', 'ocid')
    """
    return f"{path}.{name}" if path else name


def dicts(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; whatever else stands there is passed over."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _name(party: Mapping[str, Any]) -> str:
    identifier = party.get("identifier")
    legal = identifier.get("legalName") if isinstance(identifier, dict) else None
    said = party.get("name") or legal
    return " ".join(said.split()) if isinstance(said, str) else ""


def _number(party: Mapping[str, Any]) -> tuple[str | None, str]:
    """The CVR number of a party, or the number that it has elsewhere."""
    identifier = party.get("identifier")
    said = identifier.get("id") if isinstance(identifier, dict) else None
    if said is None or not isinstance(identifier, dict):
        return None, ""
    number = str(said).removesuffix(".0")
    if str(identifier.get("scheme", "")).upper() == _DANISH:
        return plain_cvr(number) or None, ""
    return None, number
