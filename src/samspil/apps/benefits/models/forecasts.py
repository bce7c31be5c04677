"""What was forecast, with all that it was made of, and how it came out."""

from __future__ import annotations

from django.db import models

from samspil.kit.ids import new_id
from samspil.kit.tenancy.rows import OwnedRow, owner_without_index


class Forecast(OwnedRow):
    """A forecast of an initiative, or of the portfolio where there is none. Added only.

    ``inputs``, ``seed`` and ``method`` are all it was made of: the same three give the same ``result``.
    """

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    initiative = models.ForeignKey(
        "portfolio.Initiative", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True, blank=True)
    seed = models.BigIntegerField()
    method = models.CharField(max_length=40)
    inputs = models.JSONField()
    result = models.JSONField()

    class Meta(OwnedRow.Meta):
        indexes = [models.Index(fields=["organisation", "initiative", "-id"], name="forecasts_newest")]


class ForecastScore(OwnedRow):
    """How a forecast came out, once what it was about is over. Added only."""

    organisation = owner_without_index()
    forecast = models.ForeignKey(Forecast, on_delete=models.PROTECT, related_name="scores", db_index=False)
    measured = models.CharField(max_length=10)
    reference_class = models.CharField(max_length=80)
    outcome = models.FloatField()
    scores = models.JSONField()
    scored_at = models.DateTimeField()

    class Meta(OwnedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["forecast", "measured"], name="scored_once")]
        indexes = [models.Index(fields=["organisation", "measured", "id"], name="scores_of_a_kind")]
