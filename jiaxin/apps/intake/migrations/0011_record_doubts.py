"""Records that look copied or invented, and every step taken about them."""

from django.db import migrations, models

from jiaxin.apps.access import rowsecurity

TABLE = "intake_record_doubt"
CONDITION = rowsecurity.by_columns("people", organisation="company", street="street")


class Migration(migrations.Migration):
    dependencies = [('intake', '0010_row_security')]
    operations = [
        migrations.CreateModel(
            name="RecordDoubt",
            fields=[
                ("id", models.CharField(max_length=16, primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=24)),
                ("about", models.CharField(max_length=64, unique=True)),
                ("company", models.CharField(db_index=True, max_length=16)),
                ("street", models.CharField(blank=True, max_length=20)),
                ("subject", models.CharField(db_index=True, max_length=16)),
                ("other", models.CharField(db_index=True, max_length=16)),
                ("entry", models.CharField(blank=True, max_length=32)),
                ("other_entry", models.CharField(blank=True, max_length=32)),
                ("state", models.CharField(db_index=True, max_length=10)),
                ("since", models.DateField()),
                ("due_on", models.DateField(null=True)),
                ("struck", models.CharField(blank=True, default="", max_length=6)),
            ],
            options={"db_table": TABLE},
        ),
        migrations.CreateModel(
            name="DoubtStep",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("doubt", models.CharField(db_index=True, max_length=16)),
                ("verb", models.CharField(max_length=10)),
                ("actor", models.CharField(max_length=64)),
                ("organisation", models.CharField(blank=True, max_length=40)),
                ("at", models.DateTimeField()),
                ("said", models.CharField(blank=True, max_length=400)),
            ],
            options={"db_table": "intake_doubt_step"},
        ),
        migrations.RunPython(rowsecurity.guard(TABLE, CONDITION), rowsecurity.unguard(TABLE)),
        migrations.RunPython(
            rowsecurity.guard("intake_doubt_step", rowsecurity.where_seen("intake_doubt_step", "doubt", TABLE)), rowsecurity.unguard("intake_doubt_step")
        ),
    ]
