from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "jiaxin.apps.intake"
    label = "intake"
