"""On PostgreSQL what a family asked of a carer and said of her visit is hers."""

from django.db import migrations

from jiaxin.apps.access import rowsecurity
from jiaxin.apps.access.rowsecurity import of_person

TABLES = {name: of_person(name) for name in ("presenting_ask", "presenting_visit")}
ADDING = TABLES  # a family that nobody knows asks her, and confirms her visit


class Migration(migrations.Migration):
    dependencies = [("presenting", "0001_asks_and_visits"), ("registry", "0009_row_security")]
    operations = [
        migrations.RunPython(rowsecurity.guard(table, condition, table in ADDING), rowsecurity.unguard(table))
        for table, condition in TABLES.items()
    ]
