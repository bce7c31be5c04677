from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "samspil.kit.web"
    label = "web"
