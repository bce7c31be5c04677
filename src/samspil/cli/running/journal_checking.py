"""``samspil journal verify``: does every organisation's chain hold?"""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from samspil.cli.desk import OK, REFUSED, Desk
from samspil.cli.running import ground

if TYPE_CHECKING:
    from samspil.kit.journal.verifying import Break


def _told(name: str, count: int, broken: Break | None, desk: Desk) -> str:
    if broken is None:
        return desk.say("journal.holds", name=name, count=count)
    return desk.say("journal.broken", name=name, count=count, sequence=broken.sequence)


def run(asked: Namespace, desk: Desk) -> int:
    """Walk every chain; the first entry that does not fit is named."""
    ground.make_ready()
    from samspil.processes.verify_journals import verify_journals  # noqa: PLC0415 – Django comes first

    found = list(verify_journals())
    if desk.as_json:
        desk.write_json({"journals": [one.as_data() for one in found]})
    else:
        for one in found:
            key = "journal.holds" if one.broken is None else "journal.broken"
            desk.console.print(
                desk.say(
                    key, name=one.name, count=one.count, sequence=one.broken.sequence if one.broken else ""
                )
            )
    return OK if all(one.broken is None for one in found) else REFUSED
