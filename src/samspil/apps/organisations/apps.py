from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "samspil.apps.organisations"
    label = "organisations"
