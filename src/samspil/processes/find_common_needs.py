"""Which needs of an association's members are the same: worked out by the worker, kept for pages to read.

What compares is large and is imported when there is something to compare: web processes never do.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from time import perf_counter
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from samspil import library
from samspil.apps.needs.selectors.comparing import Answered, Compared, comparing
from samspil.apps.needs.services.finding import keep_found
from samspil.apps.needs.services.readers import keep_readers
from samspil.apps.needs.types import Found, FoundPair, Said
from samspil.apps.organisations.selectors import list_organisations
from samspil.apps.organisations.types import OrganisationKind
from samspil.kit.tenancy import scope

if TYPE_CHECKING:
    from samspil.core.matching.suggesting import Needs

_log: Final = logging.getLogger(__name__)
_KEY: Final = "{:015d}"  # so that keys are in the order of rows


def find_common_needs(now: datetime) -> int:
    """In every association; in how many something was compared. One stops no other."""
    compared = 0
    for one in list_organisations():
        if one.kind == OrganisationKind.ASSOCIATION.value:
            try:
                compared += find_common_needs_of(one.pk, now)
            except Exception:
                _log.exception("the needs of the members of %s could not be compared", one.pk)
    return compared


def find_common_needs_of(association_id: int, now: datetime) -> bool:
    """The same in one association; whether anything was compared."""
    with comparing(association_id, timezone.localdate(now)) as known:
        digest = known.digest()
        if not known.is_due(digest, now):
            return False
        began = perf_counter()
        told = _laid_out(known.shown())
        found = _found(told, known.answered(), digest)
        _keep_index(association_id, told, now)
        keep_found(association_id, replace(found, seconds=perf_counter() - began), at=now)
    with scope.within([association_id]):
        keep_readers(association_id, at=now)
    return True


def _laid_out(shown: Sequence[Compared]) -> Needs:
    from samspil.core.matching.evidence import Need  # noqa: PLC0415
    from samspil.core.matching.suggesting import Needs  # noqa: PLC0415

    needs = (
        Need(
            _KEY.format(one.pk),
            str(one.organisation_id),
            one.text,
            frozenset(one.kle),
            frozenset(one.cpv),
            one.system,
            one.vendor,
            one.begins_on,
            one.ends_on,
        )
        for one in shown
    )
    return Needs.of(needs, library.kle())


def _keep_index(association_id: int, told: Needs, now: datetime) -> None:
    """Before it is said that it was done: what breaks off is done again."""
    from samspil.apps.needs.services.index import keep_index  # noqa: PLC0415

    keep_index(association_id, told, at=now)


def _found(told: Needs, answered: Sequence[Answered], digest: str) -> Found:
    from samspil.core.matching.answers import Answer  # noqa: PLC0415
    from samspil.core.matching.common import common_needs  # noqa: PLC0415

    said = {
        (_KEY.format(one.one_id), _KEY.format(one.other_id)): Answer(
            one.first_chance, one.said == Said.SAME.value
        )
        for one in answered
    }
    found = common_needs(told, said)
    pairs = tuple(
        FoundPair(
            int(one.one),
            int(one.other),
            one.score,
            one.first,
            one.now,
            tuple((reason.ground.value, reason.said) for reason in one.reasons),
        )
        for one in found.pairs
    )
    return Found(
        digest=digest,
        compared=len(told.needs),
        answers=len(said),
        pairs=pairs,
        groups=tuple(tuple(int(key) for key in group) for group in found.groups),
        certain_from=found.certain_from,
        slope=found.learned.slope,
        shift=found.learned.shift,
        seconds=0.0,
    )
