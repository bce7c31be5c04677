"""``samspil import notices [FOLDER]``: what buyers have published becomes their closed purchase history."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from samspil import library
from samspil.cli import days
from samspil.cli.desk import OK, REFUSED, Desk, NotFoundError
from samspil.cli.running import ground
from samspil.core.errors import Problem, ProblemsError
from samspil.core.notices.reading import read_notice
from samspil.core.notices.records import NoticeRecord

if TYPE_CHECKING:
    from samspil.processes.import_notices import Imported


def run(asked: Namespace, desk: Desk) -> int:
    """Import the notices of a folder, or those that ship. A file that is no notice stops no other."""
    if asked.what == "portfolio":
        from samspil.cli.running import importing_portfolio  # noqa: PLC0415 – only where it is asked for

        return importing_portfolio.run(asked, desk)
    if asked.what in {"contracts", "systems"}:
        from samspil.cli.running import importing_register  # noqa: PLC0415 – only where it is asked for

        return importing_register.run(asked, desk)
    problems: list[Problem] = []
    records: Sequence[NoticeRecord] = (
        library.notices() if asked.folder is None else read_folder(Path(asked.folder), problems)
    )
    ground.make_ready()
    ground.migrate()
    from django.utils import timezone  # noqa: PLC0415 – Django comes first

    from samspil.kit.journal.recording import By  # noqa: PLC0415
    from samspil.processes.import_notices import import_notices  # noqa: PLC0415

    done = import_notices(records, By("import", timezone.now()))
    if desk.as_json:
        desk.write_json({**done.as_data(), "problems": [desk.as_data(one) for one in problems]})
    else:
        _tell(done, desk)
        desk.tell(problems)
    return REFUSED if problems else OK


def read_folder(folder: Path, problems: list[Problem]) -> list[NoticeRecord]:
    """Every notice in a folder and below, by path; what cannot be read goes to ``problems``.

    Raises:
        NotFoundError: ``file_not_found``.
    """
    if not folder.is_dir():
        raise NotFoundError([Problem("file_not_found", {"file": str(folder)})])
    found = []
    for file in sorted(folder.rglob("*.xml")):
        try:
            found.append(NoticeRecord(days.today(), read_notice(file.read_bytes(), str(file))))
        except ProblemsError as error:
            problems += error.problems
    return found


def _tell(done: Imported, desk: Desk) -> None:
    desk.console.print(desk.say("import.read", count=done.read))
    for name, count in sorted(done.new.items()):
        desk.console.print(desk.say("import.new", name=name, count=count))
    desk.console.print(desk.say("import.rest", known=done.known, skipped=done.skipped))
