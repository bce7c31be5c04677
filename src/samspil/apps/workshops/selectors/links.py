"""The short link of the phones: whose workshop it opens. Nobody logs in here: the link is all there is.

It is typed from a screen, so it is short: the number of the organisation and eight characters of chance, 40
bits, drawn for one workshop. It is good while that workshop takes notes, which is some hours; afterwards it
opens nothing, and once the workshop has been ended it stands in no row any more.
"""

from __future__ import annotations

import re
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.selectors import organisation as organisation_of
from samspil.apps.workshops.models import Workshop
from samspil.apps.workshops.selectors.standing import takes_notes
from samspil.kit.tenancy import scope

# Letters and figures that nobody takes for each other (Crockford's 32), and what is read as what.
CHARACTERS: Final = "0123456789abcdefghjkmnpqrstvwxyz"
CODE_LENGTH: Final = 8
_READ_AS: Final = str.maketrans({"o": "0", "i": "1", "l": "1"})
_WRITTEN: Final = re.compile(r"(\d{1,9})-([0-9a-z]{8})")


@dataclass(frozen=True, slots=True)
class Joined:
    """A workshop that somebody has come to by the link."""

    workshop: Workshop
    organisation_name: str
    is_example: bool


def key_of(workshop: Workshop) -> str:
    """What stands in the link of a workshop that is open."""
    return f"{workshop.organisation_id}-{workshop.code}"


@contextmanager
def joined(key: str, at: datetime) -> Generator[Joined | None]:
    """The workshop of a link with its organisation in scope; nothing where it takes no notes any more.

    Raises:
        NotFoundError: that is no link.
    """
    written = _WRITTEN.fullmatch(key.strip().lower())
    if written is None:
        raise NotFoundError(key[:60])
    number, code = int(written[1]), written[2].translate(_READ_AS)
    with scope.within([number]):
        row = Workshop.objects.filter(organisation_id=number, code=code).first()
        if row is None or not takes_notes(row, at):
            yield None
            return
        owner = organisation_of(number)
        yield Joined(row, owner.name, owner.is_example)
