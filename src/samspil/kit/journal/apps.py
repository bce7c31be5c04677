from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "samspil.kit.journal"
    label = "journal"
