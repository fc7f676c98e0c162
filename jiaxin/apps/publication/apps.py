from django.apps import AppConfig


class PublicationConfig(AppConfig):
    name = "jiaxin.apps.publication"
    label = "publication"
