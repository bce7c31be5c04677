from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "samspil.apps.surveys"
    label = "surveys"
