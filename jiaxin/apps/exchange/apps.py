from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "jiaxin.apps.exchange"
    label = "exchange"
