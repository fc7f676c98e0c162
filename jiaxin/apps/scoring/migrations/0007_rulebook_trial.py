import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("scoring", "0006_given_inputs")]

    operations = [
        migrations.CreateModel(
            name="RulebookTrial",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("beside", models.CharField(max_length=40)),
                ("as_of", models.DateField()),
                ("tried_by", models.CharField(max_length=64)),
                ("tried_at", models.DateTimeField()),
                ("result", models.JSONField()),
                (
                    "draft",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="scoring.rulebookdraft"),
                ),
            ],
            options={"db_table": "scoring_rulebook_trial"},
        ),
    ]
