"""On PostgreSQL an entry about a person is read where her file is; what is said of companies is no secret among those who work here."""

from django.db import migrations

from jiaxin.apps.access import rowsecurity
from jiaxin.apps.access.rowsecurity import either, nobody, of_person

TABLES = {"ledger_entry": either(of_person("ledger_entry"), nobody("ledger_entry"))}
ADDING = TABLES  # a family rates a carer, a street records an honour


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_append_only"), ("registry", "0009_row_security")]
    operations = [
        migrations.RunPython(rowsecurity.guard(table, condition, table in ADDING), rowsecurity.unguard(table))
        for table, condition in TABLES.items()
    ]
