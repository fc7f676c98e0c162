from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "jiaxin.apps.governance"
    label = "governance"
