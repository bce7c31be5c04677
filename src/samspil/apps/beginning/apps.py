from django.apps import AppConfig


class BeginningConfig(AppConfig):
    name = "samspil.apps.beginning"
    label = "beginning"
