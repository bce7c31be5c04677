"""``samspil import contracts FILE`` and ``systems FILE``: a list with its consequences, then taken in."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samspil.cli.desk import OK, REFUSED, Desk, NotFoundError, WrongUsageError
from samspil.cli.running import ground
from samspil.core.errors import Problem

if TYPE_CHECKING:
    from samspil.processes.import_register import Imported


def run(asked: Namespace, desk: Desk) -> int:
    """Show every record that would be made, changed or refused; with ``--yes`` do it, all or nothing."""
    if not asked.folder:
        raise WrongUsageError([Problem("import_needs_a_file", {})])
    file = Path(asked.folder)
    if not file.is_file():
        raise NotFoundError([Problem("file_not_found", {"file": asked.folder})])
    data = file.read_bytes()
    ground.make_ready()
    ground.migrate()
    from django.utils import timezone  # noqa: PLC0415 – Django comes first

    from samspil.kit.journal.recording import By  # noqa: PLC0415
    from samspil.processes.import_portfolio import whose  # noqa: PLC0415
    from samspil.processes.import_register import Sent, import_register  # noqa: PLC0415

    organisation = whose(asked.organisation or "")
    by = By("import", timezone.now())
    done = import_register(organisation, Sent(file.name, data), by, is_confirmed=asked.yes)
    if desk.as_json:
        desk.write_json(_as_data(done, desk))
    else:
        _tell(done, desk)
    return REFUSED if done.seen.problems else OK


def _tell(done: Imported, desk: Desk) -> None:
    for sheet in done.seen.sheets:
        for one in sheet.records:
            if one.key is None or one.is_changed:
                sign = "+" if one.key is None else "~"
                desk.console.print(f"{sign} {one.line}: {one.columns['name']}", soft_wrap=True, markup=False)
        for _key, name in sheet.gone:
            desk.console.print(f"- {name}", soft_wrap=True, markup=False)
    desk.tell(done.seen.problems)
    if done.seen.others:
        desk.console.print(desk.say("import.register.others", count=done.seen.others), soft_wrap=True)
    unused = [*done.seen.unused, *done.seen.dropped]
    if unused:
        names = ", ".join(unused)
        desk.console.print(desk.say("import.portfolio.unused", names=names), soft_wrap=True)
    desk.console.print(desk.say("import.register.counts", **done.seen.counts), soft_wrap=True)
    key = "import.register.done" if done.counts is not None else "import.register.not_yet"
    desk.console.print(desk.say(key, name=done.organisation), soft_wrap=True)


def _as_data(done: Imported, desk: Desk) -> dict[str, Any]:
    seen = done.seen
    return {
        "organisation": done.organisation,
        "counts": seen.counts,
        "refused": [desk.as_data(one) for one in seen.problems],
        "people_left_out": seen.dropped,
        "unused": seen.unused,
        "of_other_buyers": seen.others,
        "is_written": done.counts is not None,
    }
