"""On PostgreSQL what was issued to a person is seen where her file is."""

from django.db import migrations

from jiaxin.apps.access import rowsecurity
from jiaxin.apps.access.rowsecurity import of_person

TABLES = {"publication_issue": of_person("publication_issue")}


class Migration(migrations.Migration):
    dependencies = [("publication", "0001_signed_codes"), ("registry", "0009_row_security")]
    operations = [
        migrations.RunPython(rowsecurity.guard(table, condition), rowsecurity.unguard(table))
        for table, condition in TABLES.items()
    ]
