"""The app of indicators and what was measured."""

from django.apps import AppConfig


class MeasurementsConfig(AppConfig):
    """What is measured, whatever it is of."""

    name = "samspil.apps.measurements"
    label = "measurements"
