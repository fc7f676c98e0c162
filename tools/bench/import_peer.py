"""The peer: the same workbook through django-import-export with `use_bulk`, its own read included.

It writes one plain row of 30 columns each: no checks, no persons, no facts, no sealing, no proof.
"""

import resource
import sys
import tempfile
from pathlib import Path

import django
from django.conf import settings


def main() -> None:
    folder = tempfile.mkdtemp()
    database = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": f"{folder}/peer.sqlite3",
        "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"},
    }
    settings.configure(
        DATABASES={"default": database},
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "import_export"],
        USE_TZ=True,
    )
    django.setup()
    from django.db import connection, models
    from import_export import resources
    from import_export.formats.base_formats import XLSX

    book = XLSX().create_dataset  # the reading is timed below
    names = [f"c{i}" for i in range(30)]
    fields = {name: models.CharField(max_length=200, null=True) for name in names}
    row_model = type(
        "Row",
        (models.Model,),
        {"__module__": __name__, "Meta": type("Meta", (), {"app_label": "auth", "db_table": "peer_row"})} | fields,
    )
    with connection.schema_editor() as editor:
        editor.create_model(row_model)
    meta = type("Meta", (), {"model": row_model, "fields": ("id", *names), "use_bulk": True, "batch_size": 1000})
    resource_class = type("RowResource", (resources.ModelResource,), {"Meta": meta})
    before = resource.getrusage(resource.RUSAGE_SELF)
    data = book(Path(sys.argv[1]).read_bytes())
    data.headers = names
    data.append_col(lambda _row: None, header="id")
    result = resource_class().import_data(data, dry_run=False, raise_errors=True)
    after = resource.getrusage(resource.RUSAGE_SELF)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{spent:.1f} CPU s, {result.total_rows} rows, {row_model.objects.count()} stored")


if __name__ == "__main__":
    main()
