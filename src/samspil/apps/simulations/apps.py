from django.apps import AppConfig


class SimulationsConfig(AppConfig):
    name = "samspil.apps.simulations"
    label = "simulations"
