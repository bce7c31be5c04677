from django.apps import AppConfig


class TargetsConfig(AppConfig):
    name = "samspil.apps.targets"
    label = "targets"
