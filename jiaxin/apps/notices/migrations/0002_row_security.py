"""On PostgreSQL a message is read by whom it was sent to, by who sent it, and where her file may be seen."""

from django.db import migrations

from jiaxin.apps.access import rowsecurity
from jiaxin.apps.access.rowsecurity import either, of_person, theirs

TABLES = {"notices_message": either(of_person("notices_message"), theirs(account="told_by"))}
ADDING = TABLES  # whoever is told is another one than who tells


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial"), ("registry", "0009_row_security")]
    operations = [
        migrations.RunPython(rowsecurity.guard(table, condition, table in ADDING), rowsecurity.unguard(table))
        for table, condition in TABLES.items()
    ]
