from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "jiaxin.apps.access"
    label = "access"

    def ready(self) -> None:
        from jiaxin.apps.access import checks, scoping  # noqa: F401  # checks register themselves; both need the apps to be there

        scoping.listen()
