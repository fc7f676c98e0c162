"""A draft can be taken back by whoever wrote it; that it was is never edited."""

import django.db.models.deletion
from django.db import migrations, models

from jiaxin.kit import appendonly

TABLE = "scoring_rulebook_withdrawal"


class Migration(migrations.Migration):
    dependencies = [("scoring", "0007_rulebook_trial")]

    operations = [
        migrations.CreateModel(
            name="RulebookWithdrawal",
            fields=[
                (
                    "draft",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="scoring.rulebookdraft",
                    ),
                ),
                ("withdrawn_by", models.CharField(max_length=64)),
                ("withdrawn_at", models.DateTimeField()),
            ],
            options={"db_table": TABLE},
        ),
        migrations.RunPython(appendonly.guard(TABLE), appendonly.unguard(TABLE)),
    ]
