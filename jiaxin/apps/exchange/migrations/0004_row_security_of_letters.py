"""On PostgreSQL what came from a platform about a person, and what was sent about her, is seen where her file is."""

from django.db import migrations

from jiaxin.apps.access import rowsecurity
from jiaxin.apps.access.rowsecurity import either, of_person

TABLES = {
    "exchange_came": of_person("exchange_came"),
    "exchange_sent": either(of_person("exchange_sent"), "subject = ''"),  # a letter between platforms is about nobody
}


class Migration(migrations.Migration):
    dependencies = [("exchange", "0003_letters")]
    operations = [
        migrations.RunPython(rowsecurity.guard(table, condition), rowsecurity.unguard(table))
        for table, condition in TABLES.items()
    ]
