from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "samspil.apps.governance"
    label = "governance"
