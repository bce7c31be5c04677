"""What is there of what the next step of a benefit asks for."""

from __future__ import annotations

from samspil.apps.benefits.models import Benefit
from samspil.apps.measurements.selectors.following import followed
from samspil.core.benefits.states import Asks


def there_is(benefit: Benefit) -> frozenset[Asks]:
    """Of owner, indicator, approved baseline, measurement and line owner, those that a benefit has.

    A decision is none of them: what needs one is done by what was decided.
    """
    measured = followed(benefit.organisation_id, benefit.public_id)
    found = {
        Asks.OWNER: bool(benefit.owner),
        Asks.INDICATOR: bool(measured),
        Asks.BASELINE_APPROVED: any(one.is_approved for one in measured),
        Asks.MEASUREMENT: any(one.standing for one in measured),
        Asks.LINE_OWNER: bool(benefit.line_owner),
    }
    return frozenset(one for one, is_there in found.items() if is_there)
