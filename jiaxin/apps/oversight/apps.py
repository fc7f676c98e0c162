from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "jiaxin.apps.oversight"
    label = "oversight"
