from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "samspil.kit.webhooks"
    label = "webhooks"
