"""What holds of every system of the catalogue, whoever enters it."""

from __future__ import annotations

from samspil.apps.governance.types import RefusedError
from samspil.core.errors import Problem
from samspil.core.register import is_valid_cvr


def check_named(name: str, cvr: str) -> None:
    """A system has a name, and a vendor's number holds where it is Danish.

    Raises:
        RefusedError: ``system_needs_a_name``, ``bad_cvr``.
    """
    if not name.strip():
        raise RefusedError(Problem("system_needs_a_name", {}))
    if cvr.isdigit() and not is_valid_cvr(cvr):
        raise RefusedError(Problem("bad_cvr", {"found": cvr}))
