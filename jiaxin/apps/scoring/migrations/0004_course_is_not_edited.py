"""A stored assessment is never edited; it goes only with an erased person."""

from django.db import migrations

from jiaxin.kit import appendonly


class Migration(migrations.Migration):
    dependencies = [("scoring", "0003_worker_tally")]
    operations = [
        migrations.RunPython(
            appendonly.guard("scoring_assessment", verbs=("UPDATE",)),
            appendonly.unguard("scoring_assessment", verbs=("UPDATE",)),
        )
    ]
