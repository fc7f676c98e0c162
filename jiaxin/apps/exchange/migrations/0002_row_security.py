"""On PostgreSQL what was handed to a partner is seen by the partner and where her file is."""

from django.db import migrations

from jiaxin.apps.access import rowsecurity
from jiaxin.apps.access.rowsecurity import either, of_person, theirs

TABLES = {"exchange_handed": either(of_person("exchange_handed"), theirs(organisation="organisation"))}


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial"), ("registry", "0009_row_security")]
    operations = [
        migrations.RunPython(rowsecurity.guard(table, condition), rowsecurity.unguard(table))
        for table, condition in TABLES.items()
    ]
