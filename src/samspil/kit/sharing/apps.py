from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "samspil.kit.sharing"
    label = "sharing"
