from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "jiaxin.apps.notices"
    label = "notices"
