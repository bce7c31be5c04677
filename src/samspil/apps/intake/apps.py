from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "samspil.apps.intake"
    label = "intake"
