"""``samspil init``: begin for real, with one organisation, its model, and the first person."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from samspil import library
from samspil.cli.desk import OK, Desk
from samspil.cli.running import ground
from samspil.core.errors import ProblemsError

if TYPE_CHECKING:
    from samspil.apps.beginning.types import Beginning


def run(asked: Namespace, desk: Desk) -> int:
    """Open the guide where nothing was said; else make the organisation, and let its first person in."""
    ground.make_ready()
    ground.migrate()
    if not _says_anything(asked) and guide(desk):
        return OK
    from django.conf import settings  # noqa: PLC0415 – Django comes first
    from django.utils import timezone  # noqa: PLC0415

    from samspil.kit.journal.recording import By  # noqa: PLC0415
    from samspil.processes.begin import begin  # noqa: PLC0415

    now = timezone.now()
    begun = begin(_told(asked, desk), By("init", now.astimezone(UTC)))
    organisation, invited = begun.organisation, begun.first
    ground.mark_as_in_use()
    link = f"{settings.SAMSPIL_URL}{invited.link}" if invited.link else ""
    if desk.as_json:
        desk.write_json({"organisation": organisation.name, "email": invited.email, "link": link})
        return OK
    desk.console.print(desk.say("init.begun", name=organisation.name))
    if link:
        desk.console.print(desk.say("init.link", email=invited.email))
        desk.console.print(link, soft_wrap=True)
    else:
        desk.console.print(desk.say("init.known", email=invited.email))
    desk.console.print(desk.say("init.next"))
    return OK


def guide(desk: Desk) -> bool:
    """Print a link that opens the guide in a browser; whether there is one: not where anybody has begun.

    Raises:
        ProblemsError: what is here is the example.
    """
    from django.conf import settings  # noqa: PLC0415 – Django comes first
    from django.urls import reverse  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from samspil.apps.beginning.services.linking import make_link  # noqa: PLC0415
    from samspil.apps.beginning.types import LINK_LASTS, GoneError  # noqa: PLC0415
    from samspil.apps.organisations.selectors import list_organisations  # noqa: PLC0415

    if any(one.is_example for one in list_organisations()):
        raise ProblemsError.of("example_is_here")
    now = timezone.now()
    try:
        secret = make_link(now)
    except GoneError:
        return False
    ground.mark_as_in_use()
    link = f"{settings.SAMSPIL_URL}{reverse('beginning:open', args=[secret])}"
    if desk.as_json:
        desk.write_json({"link": link, "expires_at": (now + LINK_LASTS).isoformat()})
        return True
    desk.console.print(desk.say("init.guide", hours=LINK_LASTS // timedelta(hours=1)))
    desk.console.print(link, soft_wrap=True)
    desk.console.print(desk.say("init.guide_next"))
    return True


def _says_anything(asked: Namespace) -> bool:
    """Whether the organisation, its model or its first person was named on the line."""
    said = (asked.municipality, asked.association, asked.members, asked.model, asked.email, asked.person)
    return any(said)


def _told(asked: Namespace, desk: Desk) -> Beginning:
    """What was said on the line, and what is asked for where somebody is there to answer."""
    from django.utils import timezone  # noqa: PLC0415 – Django comes first

    from samspil.apps.beginning.types import Beginning  # noqa: PLC0415

    code, name, members = asked.municipality or "", asked.association or "", asked.members or ""
    if not code and not name:
        code = _municipality(_ask(desk, "municipality", or_empty=True))
        name = "" if code else _ask(desk, "association")
    if name and not members:
        members = _ask(desk, "members")
    return Beginning(
        model=asked.model or _ask(desk, "model", or_else=_usual(code)),
        email=asked.email or _ask(desk, "email"),
        person=asked.person or _ask(desk, "person"),
        since=timezone.localdate(),
        code=_municipality(code),
        name=name,
        members=tuple(_municipality(one.strip()) for one in members.split(",") if one.strip()),
    )


def _usual(code: str) -> str:
    return "danish_municipality" if code else "storkoebenhavn_association"


def _municipality(said: str) -> str:
    """A code, also where the name was said."""
    wanted = said.strip().lower()
    named = (code for code, one in library.municipalities().items() if one.name.lower() == wanted)
    return next(named, said.strip())


def _ask(desk: Desk, what: str, *, or_else: str = "", or_empty: bool = False) -> str:
    """An answer from whoever sits there.

    Raises:
        ProblemsError: nobody does, and it was not said on the line.
    """
    if not sys.stdin.isatty() or desk.as_json:
        if or_else or or_empty:
            return or_else
        raise ProblemsError.of("init_lacks", option=f"--{what}")
    desk.console.print(desk.say(f"init.ask.{what}", default=or_else), end=" ")
    said = input().strip() or or_else
    return said if said or or_empty else _ask(desk, what, or_else=or_else, or_empty=or_empty)
