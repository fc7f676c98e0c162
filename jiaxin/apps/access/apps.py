from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "jiaxin.apps.access"
    label = "access"
