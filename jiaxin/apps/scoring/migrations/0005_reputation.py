"""Estimates of reputation: runs and published values only grow; an erased worker's values go with her."""

from django.db import migrations, models

from jiaxin.kit import appendonly


class Migration(migrations.Migration):
    dependencies = [("scoring", "0004_course_is_not_edited")]

    operations = [
        migrations.CreateModel(
            name="ReputationRun",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                ("entry", models.CharField(max_length=16)),
                ("run_on", models.DateField(db_index=True)),
                ("input_position", models.BigIntegerField()),
                ("extent", models.CharField(max_length=8)),
                ("model", models.CharField(max_length=24)),
                ("rulebook", models.CharField(max_length=64)),
                ("parameters", models.CharField(max_length=64)),
                ("root", models.CharField(max_length=64)),
                ("estimated", models.IntegerField()),
                ("moved", models.IntegerField()),
                ("drift_micro", models.IntegerField(null=True)),
                ("rank_kept_micro", models.IntegerField(null=True)),
            ],
            options={"db_table": "scoring_reputation_run"},
        ),
        migrations.CreateModel(
            name="ReputationEstimate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=16)),
                ("from_day", models.DateField()),
                ("from_position", models.BigIntegerField(db_index=True)),
                ("score", models.IntegerField()),
                ("low", models.IntegerField()),
                ("high", models.IntegerField()),
                ("complaint", models.IntegerField()),
            ],
            options={
                "db_table": "scoring_reputation_estimate",
                "indexes": [
                    models.Index(fields=["subject", "from_day", "from_position"], name="scoring_reputation_course")
                ],
            },
        ),
        migrations.CreateModel(
            name="Suspected",
            fields=[
                ("household", models.CharField(max_length=16, primary_key=True, serialize=False)),
                ("firm", models.CharField(blank=True, db_index=True, max_length=16)),
                ("suspicion", models.IntegerField()),
                ("since", models.DateField()),
                ("orders", models.IntegerField()),
                ("document", models.BinaryField()),
                ("finding", models.CharField(blank=True, default="", max_length=10)),
                ("found_by", models.CharField(blank=True, default="", max_length=64)),
                ("found_on", models.DateField(null=True)),
            ],
            options={
                "db_table": "scoring_suspected",
                "indexes": [models.Index(fields=["finding", "-suspicion"], name="scoring_suspected_work")],
            },
        ),
        migrations.RunPython(appendonly.guard("scoring_reputation_run"), appendonly.unguard("scoring_reputation_run")),
        migrations.RunPython(
            appendonly.guard("scoring_reputation_estimate", verbs=("UPDATE",)),
            appendonly.unguard("scoring_reputation_estimate", verbs=("UPDATE",)),
        ),
    ]
