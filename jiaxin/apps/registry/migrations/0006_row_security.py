"""On PostgreSQL the database itself keeps rows within the reach it was told of."""

from django.db import migrations

from jiaxin.apps.access import rowsecurity

_FILES = rowsecurity.by_columns(organisation="company", street="street", grid="grid", subject="subject")
# what hangs on a person: where her file may be seen (that table's own policy decides), or her own
_PERSON = (
    f"{rowsecurity.said('people')} = 'D'"
    f" OR ({rowsecurity.said('people')} = 'M' AND subject = {rowsecurity.said('subject')} AND subject <> '')"
    f" OR ({rowsecurity.said('people')} IN ('O', 'S', 'G')"
    " AND EXISTS (SELECT 1 FROM registry_worker_file f WHERE f.subject = {table}.subject))"
)
TABLES = {
    "registry_worker_file": _FILES,
    "registry_identity": _PERSON.format(table="registry_identity"),
    "registry_code": _PERSON.format(table="registry_code"),
}


class Migration(migrations.Migration):
    dependencies = [("registry", "0005_identity")]
    operations = [
        migrations.RunPython(rowsecurity.guard(table, condition), rowsecurity.unguard(table))
        for table, condition in TABLES.items()
    ]
