"""Opening a district from the command line: data folder, database, keys."""

import os
from pathlib import Path

_LOOK = "请用 --data 指到已有的数据文件夹；要建一个演示区请运行 make demo"
_FIRST_TABLE = "django_migrations"


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


def open_kept(data: str = "") -> Path:
    """The same for a district that must be there already: nothing is made where a wrong folder was named."""
    from jiaxin.domain.errors import Refused

    if data and not Path(data).is_dir():
        raise Refused("district.absent", f"没有文件夹 {data}", _LOOK)
    folder = open_district(data)
    from django.db import connection

    sqlite = connection.vendor == "sqlite"
    if (sqlite and not Path(str(connection.settings_dict["NAME"])).is_file()) or _FIRST_TABLE not in connection.introspection.table_names():
        raise Refused("district.absent", f"{folder} 里还没有本区的数据", _LOOK)
    return folder


def prepare_district() -> None:
    """Bring the tables up to date; a new district gets them all."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
