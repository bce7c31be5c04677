"""What was drawn under framework agreements, added up: what lists tell of a ceiling is not counted anew."""

from __future__ import annotations

from django.db import models

from samspil.apps.systems.models.contracts import Agreement
from samspil.apps.systems.models.systems import one_of
from samspil.core.systems.vocabulary import Visibility
from samspil.kit.tenancy.rows import OwnedRow, owner_without_index


class DrawnUnder(OwnedRow):
    """What some of an organisation's contracts have drawn under one of its agreements, by a day.

    Those are together that the same people may see: ``visibility`` is the narrower of the agreement's and
    the contract's, ``hides_prices`` and ``currency`` are the contracts'. ``known_as`` is the agreement's at
    whoever keeps one (`selectors.agreements`). ``draws`` are its days with hundredths, in order, and
    ``drawn_minor`` is their sum. Worked out by `services.drawn_under`, never written by hand.
    """

    organisation = owner_without_index()
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="+", db_index=False)
    known_as = models.CharField(max_length=32)
    visibility = one_of(Visibility, Visibility.OWN)
    hides_prices = models.BooleanField(default=False)
    currency = models.CharField(max_length=3)
    contracts = models.PositiveIntegerField()
    drawn_minor = models.BigIntegerField()
    draws = models.JSONField(default=list)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "agreement", "visibility", "hides_prices", "currency"],
                name="drawn_under_once",
            )
        ]
