"""What the ledger knows of a benefit: asked of the app above that keeps it, which a setting names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from samspil.apps.benefits.models import Benefit
from samspil.apps.benefits.types import Freed
from samspil.apps.organisations.types import Acting

Places = list[tuple[UUID, str]]


def places(acting: Acting, benefit: Benefit) -> Places:
    """The accounts on which somebody may put what is taken home of a benefit; none where they may not."""
    ask: Callable[[Acting, str], Places] = named("places")
    return ask(acting, benefit.counted_in)


def freed_by(benefit: Benefit) -> Freed:
    """What a benefit has freed, what of it nobody has spent, and what it has paid."""
    found: Freed = named("freed_by")(benefit.organisation_id, benefit.public_id)
    return found


def named(what: str) -> Any:
    """What the process that a setting names calls so."""
    return import_string(f"{settings.SAMSPIL_FREES_MONEY}.{what}")
