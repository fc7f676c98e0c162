from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "jiaxin.apps.registry"
    label = "registry"
