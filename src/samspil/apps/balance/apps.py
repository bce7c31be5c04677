from django.apps import AppConfig


class BalanceConfig(AppConfig):
    name = "samspil.apps.balance"
    label = "balance"
