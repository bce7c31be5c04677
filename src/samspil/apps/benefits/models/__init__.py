"""Rows about benefits."""

from samspil.apps.benefits.models.benefits import Benefit, BenefitPlan, BenefitRequest, Share, Taken, Weight
from samspil.apps.benefits.models.forecasts import Forecast, ForecastScore
from samspil.apps.benefits.models.lists import MeasuredList
from samspil.apps.benefits.models.maps import MapLink, MapStep, WithoutBaseline

__all__ = [
    "Benefit",
    "BenefitPlan",
    "BenefitRequest",
    "Forecast",
    "ForecastScore",
    "MapLink",
    "MapStep",
    "MeasuredList",
    "Share",
    "Taken",
    "Weight",
    "WithoutBaseline",
]
