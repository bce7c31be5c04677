"""Open contracting data (OCDS 1.1) as contracts of the register: releases, records, packages of either."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

from samspil.core.errors import Place, Problem, ProblemsError
from samspil.core.systems.outside.json_pieces import pieces
from samspil.core.systems.outside.merging import TooDeepError, kept, merged
from samspil.core.systems.outside.ocds_contracts import Contract, Process, WrongError, dicts, dotted
from samspil.core.systems.outside.told import MOST_PROBLEMS, Left, Outside, Told, wrong

_LISTS: Final = frozenset({"releases", "records"})
_KEPT: Final = frozenset(
    {
        *("ocid", "date", "tag", "id", "name", "title", "status", "path", "url"),
        *(
            "parties",
            "identifier",
            "scheme",
            "legalName",
            "buyer",
            "suppliers",
            "awards",
            "contracts",
            "awardID",
        ),
        *("value", "amount", "currency", "period", "contractPeriod", "startDate", "endDate", "maxExtentDate"),
        *(
            "durationInDays",
            "dateSigned",
            "items",
            "classification",
            "additionalClassifications",
            "milestones",
        ),
        *("type", "dueDate", "dateMet", "planning", "rationale", "tender", "implementation", "transactions"),
        *("releases", "compiledRelease"),
    }
)
_OCID: Final = re.compile(rb'"ocid"\s*:\s*"([^"\\]+)"')
_SHOWN: Final = 80


def read_ocds(data: bytes, name: str) -> Outside:
    """Each contract that the data tell of, and each award in force that no contract was made on.

    Releases of one process are merged by their days first. A day is the one that is written, whatever its
    zone. A contract that cannot be read is left out, named by its path in the file, and the others come in.
    Cancelled ones are left out, and payments are counted. An end in the year 9000 or later is none; an amount
    is rounded to hundredths.

    Raises:
        ProblemsError: as for `pieces`; ``not_ocds``.

    Complexity: linear in the size of the data.

    Source: Open Contracting Data Standard 1.1.
    """
    reading = _Reading(name, Counter(_OCID.findall(data)))
    for path, piece in pieces(data, name, _LISTS):
        reading.take(path, piece)
    return reading.outside()


class _Reading:
    """A file on its way. A process that is told of once is done with at once; others wait for all of theirs.

    ``counts`` says how often each id of a process stands in the file.
    """

    def __init__(self, name: str, counts: Counter[bytes]) -> None:
        self.name, self.counts = name, counts
        self.processes: dict[str, list[tuple[str, dict[str, Any]]]] = {}
        self.found = Outside()
        self.more = 0

    def take(self, path: str, piece: Any) -> None:
        """One release or record, or what stands around them."""
        if not isinstance(piece, dict):
            self._refuse_all(path, type(piece).__name__)
        is_around = not path.endswith("]") or "ocid" not in piece
        if is_around and _LISTS & piece.keys():
            return
        if not path and "ocid" not in piece:
            self._refuse_all(path, ", ".join(list(piece)[:3]))
        try:
            said = kept(piece, _KEPT)
        except TooDeepError:
            raise ProblemsError.of("json_too_deep", Place(self.name, 1), path=path or "$") from None
        self._take(path, said)

    def _refuse_all(self, path: str, found: str) -> None:
        raise ProblemsError.of("not_ocds", Place(self.name, 1), found=f"{path} {found}".strip()[:_SHOWN])

    def _take(self, path: str, said: dict[str, Any]) -> None:
        ocid = said.get("ocid")
        if not isinstance(ocid, str) or not ocid.strip():
            self._tell(Problem("outside_lacks", {"where": dotted(path, "ocid")}))
            return
        compiled, releases = said.get("compiledRelease"), said.get("releases")
        if isinstance(compiled, dict):
            self._keep(dotted(path, "compiledRelease"), ocid, compiled)
        elif isinstance(releases, list):
            for at, one in enumerate(releases):
                self._embedded(f"{dotted(path, 'releases')}[{at}]", ocid, one)
        else:
            self._keep(path, ocid, said)

    def _embedded(self, path: str, ocid: str, one: Any) -> None:
        """A release in a record; one that is only linked to cannot be read."""
        if isinstance(one, dict) and "id" in one:
            self._keep(path, ocid, one)
        else:
            self._tell(Problem("outside_linked_release", {"where": path}))

    def _keep(self, path: str, ocid: str, release: dict[str, Any]) -> None:
        for key in ("contracts", "awards"):
            for at, one in enumerate(dicts(release.get(key))):
                one["path"] = f"{dotted(path, key)}[{at}]"
        told = (path, release)
        if self.counts[ocid.encode()] == 1:
            self._process(_process_of(ocid.strip(), [told]))
        else:
            self.processes.setdefault(ocid.strip(), []).append(told)

    def _tell(self, problem: Problem) -> None:
        if len(self.found.problems) < MOST_PROBLEMS:
            self.found.problems.append(problem)
        else:
            self.more += 1

    def outside(self) -> Outside:
        """What all of it comes to."""
        for ocid, releases in self.processes.items():
            self._process(_process_of(ocid, releases))
        if self.more:
            self.found.problems.append(Problem("outside_more_problems", {"count": self.more}))
        return self.found

    def _process(self, process: Process) -> None:
        seen: set[str] = set()
        for contract, award in process.contracts():
            key = str(contract.get("id", ""))
            path = str(contract.get("path", process.path))
            if contract.get("status") == "cancelled":
                self.found.left[Left.CANCELLED] += 1
                continue
            if not key:
                self._tell(Problem("outside_lacks", {"where": dotted(path, "id")}))
            elif key in seen:
                self._tell(Problem("outside_listed_twice", {"where": dotted(path, "id")}))
            else:
                seen.add(key)
                self._contract(process, contract, award)

    def _contract(self, process: Process, contract: dict[str, Any], award: dict[str, Any]) -> None:
        try:
            reader = Contract(process, contract, award)
            cells = reader.cells()
        except WrongError as error:
            self._tell(error.problem)
            self.found.left_out.append(process.key_of(contract))
            return
        problems = list(wrong(reader.looked_at()))
        for problem in problems:
            self._tell(problem)
        if problems:
            self.found.left_out.append(process.key_of(contract))
        else:
            self.found.contracts.append(Told(len(self.found.contracts) + 1, cells))
            self.found.left[Left.PAYMENTS] += reader.payments


def _process_of(ocid: str, releases: Iterable[tuple[str, dict[str, Any]]]) -> Process:
    """Releases as one, by their days."""
    said: dict[str, Any] = {}
    path = ""
    for path, release in sorted(releases, key=lambda one: str(one[1].get("date", ""))):  # noqa: B007
        said = merged(said, release)
    return Process(ocid, path, said)
