"""Matters that the models of the world allow."""

from __future__ import annotations

from typing import Any

from tests.apps.world import HVIDOVRE, TODAY, World

from samspil.apps.governance.selectors.adoptions import kinds_on
from samspil.core.governance.language.routes import AttributeType


def purchase(world: World) -> dict[str, Any]:
    """The first kind that an employee in Hvidovre may bring, with an answer to everything asked."""
    with world.scope(HVIDOVRE):
        kinds = kinds_on(world.organisation(HVIDOVRE).pk, TODAY)
        found = next(one for one in kinds if "employee" in one.kind.brought_by)
    attributes = {key: _answer(found.model.spec.attributes[key]) for key in found.kind.attributes}
    return {"kind": found.key, "title": "Nyt låsesystem", "attributes": attributes}


def _answer(attribute: Any) -> Any:
    if attribute.type is AttributeType.MONEY:
        return {"amount": "80000.00", "currency": "DKK"}
    if attribute.type is AttributeType.YES_NO:
        return False
    if attribute.type is AttributeType.NUMBER:
        return 1
    return next(iter(attribute.choices))
