"""The app of initiatives."""

from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    """What is carried out, alone or together."""

    name = "samspil.apps.portfolio"
    label = "portfolio"
