from django.apps import AppConfig


class ServiceLevelsConfig(AppConfig):
    name = "samspil.apps.service_levels"
    label = "service_levels"
