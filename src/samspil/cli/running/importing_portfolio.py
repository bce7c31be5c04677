"""``samspil import portfolio FILE``: a list of initiatives, shown with its consequences, then taken in."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from samspil.cli.desk import OK, REFUSED, Desk, NotFoundError, WrongUsageError
from samspil.cli.running import ground
from samspil.core.errors import Problem
from samspil.core.portfolio.listing.consequences import NEW, Change, Consequence
from samspil.core.portfolio.listing.mapping import as_data
from samspil.core.portfolio.listing.plain import plain_of
from samspil.wording.listed import field_name, value

if TYPE_CHECKING:
    from samspil.apps.portfolio.services.importing.previewing import Preview
    from samspil.processes.import_portfolio import Imported

_LONG: Final = 5000  # lines
_SIGNS = {Change.NEW: "+", Change.CHANGED: "~", Change.UNSURE: "?", Change.UNCHANGED: "="}


def run(asked: Namespace, desk: Desk) -> int:
    """Show every line that would be made, changed or refused; with ``--yes`` do it, all or nothing."""
    file = _file(asked)
    data = file.read_bytes()
    ground.make_ready()
    ground.migrate()
    from django.utils import timezone  # noqa: PLC0415 – Django comes first

    from samspil.apps.portfolio.services.importing.keeping import SentList, mapping_from  # noqa: PLC0415
    from samspil.kit.journal.recording import By  # noqa: PLC0415
    from samspil.processes.import_portfolio import Wanted, import_portfolio, is_kept, whose  # noqa: PLC0415

    organisation = whose(asked.organisation or "")
    mapping, name = None, asked.name or ""
    if asked.mapping and Path(asked.mapping).is_file():
        mapping = mapping_from(Path(asked.mapping).read_bytes(), asked.mapping)
    elif asked.mapping:
        if not is_kept(organisation, asked.mapping):
            raise NotFoundError([Problem("no_such_mapping", {"name": asked.mapping})])
        name = name or asked.mapping
    sent = SentList(file.name, data, name, asked.currency.upper(), asked.year)
    wanted = Wanted(mapping, _chooser(asked.alike), asked.yes, _Far(desk).tell)
    done = import_portfolio(organisation, sent, By("import", timezone.now()), wanted)
    if desk.as_json:
        desk.write_json(_as_data(done, desk))
    else:
        _tell(done, desk)
    return REFUSED if done.seen.refused or done.seen.count(Change.UNSURE) else OK


class _Far:
    """How far it has come, on the error stream; of a short list nothing, of a long one each tenth."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._tenths = desk, 0

    def tell(self, done: int, total: int) -> None:
        """So many of so many."""
        tenths = 10 * done // total
        if total < _LONG or tenths == self._tenths:
            return
        self._tenths = tenths
        said = (self._desk.words.number(one) for one in (done, total))
        far = self._desk.say("import.portfolio.far", **dict(zip(("done", "total"), said, strict=True)))
        self._desk.error_console.print(far)


def _file(asked: Namespace) -> Path:
    if not asked.folder:
        raise WrongUsageError([Problem("import_needs_a_file", {})])
    file = Path(asked.folder)
    if not file.is_file():
        raise NotFoundError([Problem("file_not_found", {"file": asked.folder})])
    return file


def _chooser(alike: str | None) -> Any:
    """What is only alike is the same, or new, where that was said; else a person has to."""
    if alike is None:
        return None

    def choose(seen: Preview) -> Mapping[str, str]:
        return {
            one.key: one.may_be[0] if alike == "same" and len(one.may_be) == 1 else NEW for one in seen.unsure
        }

    return choose


def _tell(done: Imported, desk: Desk) -> None:
    seen = done.seen
    told = seen.consequences
    names = seen.portfolio.names_of({key for one in seen.unsure for key in one.may_be})
    for at in told.where(Change.NEW, Change.CHANGED, Change.UNSURE):
        for line in _lines(told[at], names, desk):
            desk.console.print(line, soft_wrap=True)
    desk.tell(seen.refused)
    if seen.unused:
        desk.console.print(desk.say("import.portfolio.unused", names=", ".join(seen.unused)), soft_wrap=True)
    counts = {change.value: seen.count(change) for change in Change}
    came_to = desk.say("import.portfolio.counts", **counts, refused=len(seen.refused), withheld=seen.withheld)
    desk.console.print(came_to, soft_wrap=True)
    key = "import.portfolio.done" if done.counts is not None else "import.portfolio.not_yet"
    desk.console.print(desk.say(key, name=done.organisation, list=seen.how.name), soft_wrap=True)


def _lines(one: Consequence, names: Mapping[str, str], desk: Desk) -> list[str]:
    called = " ".join(part for part in (one.listed.number, one.listed.name) if part)
    lines = [f"{_SIGNS[one.change]} {one.listed.line}: {called}"]
    for each in one.differences:
        was, now = (value(each.field, said, desk.words) for said in (each.was, each.now))
        lines.append(f"    {field_name(each.field, desk.words)}: {was} → {now}")
    lines += [f"    {desk.say('import.portfolio.may_be', name=names.get(key, key))}" for key in one.may_be]
    return lines


def _as_data(done: Imported, desk: Desk) -> dict[str, Any]:
    seen = done.seen
    return {
        "organisation": done.organisation,
        "name": seen.how.name,
        "mapping": {sheet: as_data(one) for sheet, one in seen.mappings.items()},
        "counts": {change.value: seen.count(change) for change in Change},
        "withheld": seen.withheld,
        "lines": [_line(one) for one in seen.consequences],
        "refused": [desk.as_data(one) for one in seen.refused],
        "remarks": list(seen.remarks),
        "unused": list(seen.unused),
        "is_written": done.counts is not None,
    }


def _line(one: Consequence) -> dict[str, Any]:
    return {
        "change": one.change.value,
        "row": one.listed.line,
        "column": one.listed.column,
        "number": one.listed.number,
        "name": one.listed.name,
        "initiative": one.initiative or None,
        "may_be": list(one.may_be),
        "differences": [
            {
                "field": each.field.value,
                "was": None if each.was is None else plain_of(each.was),
                "now": plain_of(each.now),
            }
            for each in one.differences
        ],
        "is_reported": one.is_reported,
    }
