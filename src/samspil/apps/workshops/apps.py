from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    name = "samspil.apps.workshops"
    label = "workshops"
