from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "jiaxin.apps.ledger"
    label = "ledger"
