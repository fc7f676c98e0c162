"""On PostgreSQL what hangs on a person is seen where her file is: how she was written down, her codes, her merges."""

from django.db import migrations

from jiaxin.apps.access import rowsecurity
from jiaxin.apps.access.rowsecurity import of_person

TABLES = {
    "registry_person_record": of_person("registry_person_record"),
    "registry_code_event": of_person("registry_code_event"),
    "registry_merge": of_person("registry_merge", "kept"),
}


class Migration(migrations.Migration):
    dependencies = [("registry", "0008_consent_by_purpose")]
    operations = [
        migrations.RunPython(rowsecurity.guard(table, condition), rowsecurity.unguard(table))
        for table, condition in TABLES.items()
    ]
