from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "samspil.kit.mail"
    label = "mail"
