from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "samspil.kit.jobs"
    label = "jobs"
