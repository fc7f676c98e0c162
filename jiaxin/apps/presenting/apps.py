from django.apps import AppConfig


class PresentingConfig(AppConfig):
    name = "jiaxin.apps.presenting"
    label = "presenting"
