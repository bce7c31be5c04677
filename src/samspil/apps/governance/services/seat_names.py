"""Seats by name: the role, and the member or the number it is of."""

from __future__ import annotations

from samspil.core.governance.load import GovernanceModel
from samspil.wording.catalogues import Language


def name_of_seat(model: GovernanceModel, forum: str, seat: str, language: Language) -> str:
    """What a seat is called: ``Direktør, Hvidovre``, ``Fagchef 2``."""
    spec = model.spec.forums[forum]
    kind, _, last = (seat, "", "") if seat in spec.seats else seat.rpartition("_")
    if kind not in spec.seats:
        return seat
    role = model.spec.roles[spec.seats[kind].role].name.in_language(language)
    if last in model.municipalities:
        return f"{role}, {model.municipalities[last].name}"
    return f"{role} {last}".strip()
