"""What playing a model takes beside the rest of Samspil."""

from __future__ import annotations

from importlib.util import find_spec

from samspil.core.errors import ProblemsError


def refuse_without_numpy() -> None:
    """Refuse to play where numpy is not installed; without the compiler it takes longer, no more.

    Raises:
        ProblemsError: ``simulation_needs_numpy``.
    """
    if find_spec("numpy") is None:
        raise ProblemsError.of("simulation_needs_numpy")
