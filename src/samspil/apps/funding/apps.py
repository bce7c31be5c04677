"""The app of money."""

from django.apps import AppConfig


class FundingConfig(AppConfig):
    """Who pays, out of what, and what comes back."""

    name = "samspil.apps.funding"
    label = "funding"
