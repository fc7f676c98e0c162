"""A rule pack that was drafted or is in force is never edited."""

from django.db import migrations

from jiaxin.kit import appendonly

TABLES = ("scoring_rulebook", "scoring_rulebook_in_force")


class Migration(migrations.Migration):
    dependencies = [("scoring", "0001_initial")]
    operations = [migrations.RunPython(appendonly.guard(*TABLES), appendonly.unguard(*TABLES))]
