from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "jiaxin.apps.oversight"
    label = "oversight"

    def ready(self) -> None:
        from jiaxin.apps.access import actions as access  # the apps have to be there first
        from jiaxin.apps.oversight.members import members_today

        access.members_kept_by(members_today)
