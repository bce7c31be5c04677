from django.apps import AppConfig


class SystemsConfig(AppConfig):
    name = "samspil.apps.systems"
    label = "systems"
