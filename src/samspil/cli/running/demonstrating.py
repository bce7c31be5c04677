"""``samspil demo``: a year of made-up activity in the association of nine."""

from __future__ import annotations

import random  # noqa: TID251 – chance is made here, at the edge, and handed in
from argparse import Namespace
from pathlib import Path

from samspil.cli.desk import OK, Desk
from samspil.cli.running import ground


def run(asked: Namespace, desk: Desk) -> int:
    """Load the example, anew where that is asked."""
    ground.make_ready()
    if asked.reset:
        _forget(desk)
    ground.migrate()
    if not load_where_empty(desk):
        desk.console.print(desk.say("demo.not_loaded"))
    return OK


def load_where_empty(desk: Desk) -> bool:
    """The example, where the settings ask for it and nobody works here yet; whether it was loaded."""
    from django.conf import settings  # noqa: PLC0415 – Django comes first
    from django.utils import timezone  # noqa: PLC0415

    from samspil.processes.demo.load import SEED, is_empty, load_demo  # noqa: PLC0415

    if not settings.SAMSPIL_DEMO or not is_empty():
        return False
    chance = random.Random(SEED)  # nosec B311
    with desk.console.status(desk.say("demo.loading")) as status:
        for number, day in enumerate(load_demo(chance, timezone.now())):
            if number % 7 == 0:
                status.update(desk.say("demo.loading_day", day=day.isoformat()))
    desk.console.print(desk.say("demo.loaded"))
    return True


def _forget(desk: Desk) -> None:
    """Only example data may be thrown away: the settings must say that it is."""
    from django.conf import settings  # noqa: PLC0415 – Django comes first
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from samspil.core.errors import ProblemsError  # noqa: PLC0415
    from samspil.processes.demo.load import holds_only_examples  # noqa: PLC0415

    ground.migrate()
    if not settings.SAMSPIL_DEMO or not holds_only_examples():
        raise ProblemsError.of("not_only_example_data")
    if connection.vendor == "sqlite":
        connection.close()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{settings.DATABASES['default']['NAME']}{suffix}").unlink(missing_ok=True)
    else:
        call_command("flush", verbosity=0, interactive=False)
    desk.console.print(desk.say("demo.forgotten"))
