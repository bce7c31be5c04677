"""The app of benefits."""

from django.apps import AppConfig


class BenefitsConfig(AppConfig):
    """What comes of what is carried out."""

    name = "samspil.apps.benefits"
    label = "benefits"
