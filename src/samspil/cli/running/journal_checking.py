"""``samspil journal``: does every chain hold, where does it end, and a journal as a file to be checked."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from samspil.cli.desk import OK, REFUSED, Desk, NotFoundError, WrongUsageError
from samspil.cli.running import ground
from samspil.core.errors import Problem, ProblemsError


def run(asked: Namespace, desk: Desk) -> int:
    """Check, write, or say where each ends."""
    ground.make_ready()
    if asked.what == "heads":
        return _heads(desk)
    return _export(asked, desk) if asked.what == "export" else _verify(desk)


def _heads(desk: Desk) -> int:
    """A line for each journal, for others to keep: ``check_journal.py --known`` takes its end."""
    from samspil.processes.journal_heads import journal_heads  # noqa: PLC0415 – Django comes first

    found = list(journal_heads())
    if desk.as_json:
        desk.write_json({"heads": [one.as_data() for one in found]})
    for one in [] if desk.as_json else found:
        desk.console.print(f"{one.name}  {one.known}", soft_wrap=True, highlight=False, markup=False)
    return OK


def _verify(desk: Desk) -> int:
    """Walk every chain; the first entry that does not fit is named."""
    from samspil.processes.verify_journals import verify_journals  # noqa: PLC0415 – Django comes first

    found = list(verify_journals())
    if desk.as_json:
        desk.write_json({"journals": [one.as_data() for one in found]})
    else:
        for one in found:
            key = "journal.holds" if one.broken is None else "journal.broken"
            at = one.broken.sequence if one.broken else ""
            desk.console.print(desk.say(key, name=one.name, count=one.count, sequence=at))
    return OK if all(one.broken is None for one in found) else REFUSED


def _export(asked: Namespace, desk: Desk) -> int:
    """Write one organisation's journal to a file that was named."""
    from samspil.processes.export_journal import export_journal, organisation_named  # noqa: PLC0415

    if not asked.organisation or not asked.out:
        raise WrongUsageError([Problem("journal_export_needs", {})])
    organisation = organisation_named(asked.organisation)
    if organisation is None:
        raise NotFoundError([Problem("no_such_organisation", {"organisation": asked.organisation})])
    file = Path(asked.out)
    if file.exists() and not asked.force:
        raise ProblemsError.of("file_is_there", file=asked.out)
    try:
        export_journal(organisation, asked.format, file)
    except OSError as error:
        raise ProblemsError.of("file_not_writable", file=asked.out, said=error.strerror) from None
    if desk.as_json:
        desk.write_json({"file": asked.out})
    else:
        desk.console.print(desk.say("out.written", file=asked.out), soft_wrap=True)
    return OK
