"""Receipts, refusals and grants are written once."""

from django.db import migrations

from jiaxin.kit import appendonly

TABLES = ("access_read", "access_read_subject", "access_refusal", "access_grant")


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [migrations.RunPython(appendonly.guard(*TABLES), appendonly.unguard(*TABLES))]
