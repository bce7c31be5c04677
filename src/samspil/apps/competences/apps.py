from django.apps import AppConfig


class CompetencesConfig(AppConfig):
    name = "samspil.apps.competences"
    label = "competences"
