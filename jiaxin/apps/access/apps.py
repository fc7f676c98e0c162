from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "jiaxin.apps.access"
    label = "access"

    def ready(self) -> None:
        from jiaxin.apps.access import checks  # noqa: F401  # registers itself; needs the apps to be there
