from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "jiaxin.apps.training"
    label = "training"
