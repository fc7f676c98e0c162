"""What happened in a case is written once."""

from django.db import migrations

from jiaxin.kit import appendonly

TABLES = ("governance_case_event",)


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_initial")]
    operations = [migrations.RunPython(appendonly.guard(*TABLES), appendonly.unguard(*TABLES))]
