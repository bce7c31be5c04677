"""What a kind of matter is, whatever a model calls it."""

from __future__ import annotations

from typing import Final

from samspil.core.governance.language.model import Model
from samspil.core.governance.language.routes import Nature

# What begins at the initiative, the draft or the plan that it is about, and takes effect there.
OF_THE_PORTFOLIO: Final = frozenset(
    {Nature.GATE, Nature.CHANGE, Nature.PORTFOLIO_DRAFT, Nature.ACTIVITY_PLAN}
)


def nature_of(model: Model, kind: str) -> Nature | None:
    """What a kind says that it is; a gate where it says nothing and asks for a phase of a project model.

    Args:
        model: the governance model that has the kind.
        kind: the kind's key.

    Raises:
        KeyError: the model has no such kind.

    >>> from samspil import library
    >>> from samspil.core.governance.load import load
    >>> model = load("jammerbugt_purchase_screening", library.model_files, library.municipalities())
    >>> nature_of(model.spec, "purchase_request").value
    'purchase'
    >>> nature_of(model.spec, "joint_consent") is None
    True
    """
    said = model.kinds[kind]
    if said.nature is None and phase_asked(model, kind) is not None:
        return Nature.GATE
    return said.nature


def phase_asked(model: Model, kind: str) -> str | None:
    """The attribute by which a kind of matter says which phase of a project model it is about."""
    asked = (key for key in model.kinds[kind].attributes if model.attributes[key].phases_of is not None)
    return next(asked, None)
