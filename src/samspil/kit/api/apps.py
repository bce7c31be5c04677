from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "samspil.kit.api"
    label = "api"
