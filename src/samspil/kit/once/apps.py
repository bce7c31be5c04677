from django.apps import AppConfig


class OnceConfig(AppConfig):
    name = "samspil.kit.once"
    label = "once"
