from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    name = "samspil.apps.resources"
    label = "resources"
