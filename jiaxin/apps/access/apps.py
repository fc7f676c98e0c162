from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "jiaxin.apps.access"
    label = "access"

    def ready(self) -> None:
        from jiaxin.apps.access import checks, scoping, sessions  # noqa: F401  # checks register themselves; all need the apps to be there

        scoping.listen()
        sessions.listen()
