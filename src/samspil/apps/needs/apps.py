from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "samspil.apps.needs"
    label = "needs"
