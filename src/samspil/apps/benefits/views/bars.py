"""Promised at the first decision, expected now, measured, taken home: four bars on one scale."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext as _

from samspil.apps.benefits.views.amounts import about
from samspil.wording.words import Words

WIDTH: Final = 560


def bars(benefit: Any, say: Words) -> list[dict[str, Any]]:
    """Each with its word, its amount and its length; none where a benefit is counted in nothing."""
    if not benefit.counted_in or benefit.go_live is None:
        return []
    named = [
        ("first", _("Promised at first"), benefit.first_minor),
        ("expected", _("Expected now"), benefit.expected_minor),
        ("measured", _("Measured so far"), benefit.measured_minor),
        ("taken", _("Taken home so far"), benefit.taken_minor),
    ]
    most = max(abs(minor or 0) for _key, _label, minor in named) or 1
    return [
        {
            "key": key,
            "label": label,
            "amount": about(minor, benefit.counted_in, say),
            "length": abs(minor or 0) * WIDTH // most,
        }
        for key, label, minor in named
    ]
