"""On PostgreSQL a demand is seen by who made it."""

from django.db import migrations

from jiaxin.apps.access import rowsecurity
from jiaxin.apps.access.rowsecurity import of_person

TABLES = {"rights_demand": of_person("rights_demand")}


class Migration(migrations.Migration):
    dependencies = [("rights", "0002_leaks"), ("registry", "0009_row_security")]
    operations = [
        migrations.RunPython(rowsecurity.guard(table, condition), rowsecurity.unguard(table))
        for table, condition in TABLES.items()
    ]
