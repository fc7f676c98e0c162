from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "jiaxin.apps.rights"
    label = "rights"
