"""Where an attribute's value says who acts, every value of it must say who."""

from __future__ import annotations

from collections.abc import Iterator

from samspil.core.errors import Problem
from samspil.core.governance.document import Document, Path, problem_at
from samspil.core.governance.language.basics import Who
from samspil.core.governance.language.model import Model


def check_lookups(model: Model, document: Document) -> Iterator[Problem]:
    """Yield each ``forum_for`` or ``role_for`` that some value leaves without a body."""
    for path, who in whos(model):
        attribute = who.forum_for or who.role_for
        if attribute is None:
            continue
        choices = model.attributes[attribute].choices or {}
        missing = [
            key for key, choice in choices.items() if (choice.forum if who.forum_for else choice.role) is None
        ]
        if missing or not choices:
            yield problem_at(
                document, path, "choice_leads_nowhere", attribute=attribute, choices=", ".join(missing) or "–"
            )


def whos(model: Model) -> Iterator[tuple[Path, Who]]:
    """Everybody that a model names as somebody who acts, decides, owes or owns."""
    for key, mandate in model.mandates.items():
        yield ("mandates", key, "who"), mandate.who
    for key, route in model.routes.items():
        for step_key, step in route.steps.items():
            yield ("routes", key, "steps", step_key, "who"), step.who
    for key, obligation in model.obligations.items():
        yield ("obligations", key, "owed_by"), obligation.owed_by
        yield ("obligations", key, "owed_to"), obligation.owed_to
    for key, pool in model.pools.items():
        yield ("pools", key, "owner"), pool.owner
