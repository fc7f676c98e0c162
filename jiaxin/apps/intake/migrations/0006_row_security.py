"""On PostgreSQL a batch and its findings are seen by who sent it, and by offices that see all."""

from django.db import migrations

from jiaxin.apps.access import rowsecurity

TABLES = {
    "intake_batch": rowsecurity.by_columns("batches", organisation="organisation"),
    "intake_finding": (
        f"{rowsecurity.said('batches')} = 'D' OR EXISTS (SELECT 1 FROM intake_batch b WHERE b.id = intake_finding.batch)"
    ),
}


class Migration(migrations.Migration):
    dependencies = [("intake", "0005_verification")]
    operations = [
        migrations.RunPython(rowsecurity.guard(table, condition), rowsecurity.unguard(table))
        for table, condition in TABLES.items()
    ]
