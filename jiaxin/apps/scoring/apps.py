from django.apps import AppConfig


class ScoringConfig(AppConfig):
    name = "jiaxin.apps.scoring"
    label = "scoring"
