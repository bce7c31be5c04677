from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "samspil.apps.insight"
    label = "insight"
