"""Opening a district from the command line: data folder, database, keys."""

import os
from pathlib import Path


def open_district(data: str = "") -> Path:
    """Point everything at a data folder and start Django. Makes the folder if it is new."""
    if data:
        os.environ["JIAXIN_DATA"] = str(Path(data).resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    import django

    from config.environment import data_folder

    os.umask(0o077)  # whatever a district writes is its own
    folder = data_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    django.setup()
    from jiaxin.apps.access.scoping import whole_district

    whole_district()
    return folder


def prepare_district() -> None:
    """Bring the tables up to date; a new district gets them all."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
