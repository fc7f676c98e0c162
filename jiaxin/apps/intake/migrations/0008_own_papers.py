"""Papers she hands in from her phone; on PostgreSQL each is seen by herself and by the office of her street."""

from django.db import migrations, models

from jiaxin.apps.access import rowsecurity

TABLE = "intake_own_paper"
CONDITION = rowsecurity.by_columns("people", street="street", subject="subject")


class Migration(migrations.Migration):
    dependencies = [("intake", "0007_field_records")]
    operations = [
        migrations.CreateModel(
            name="OwnPaper",
            fields=[
                ("key", models.CharField(max_length=16, primary_key=True, serialize=False)),
                ("subject", models.CharField(db_index=True, max_length=16)),
                ("street", models.CharField(blank=True, max_length=20)),
                ("word", models.CharField(max_length=12)),
                ("state", models.CharField(db_index=True, max_length=10)),
                ("sent_at", models.DateTimeField()),
                ("sent_by", models.CharField(max_length=64)),
                ("sealed", models.BinaryField(default=b"")),
                ("photo", models.CharField(blank=True, default="", max_length=64)),
                ("why", models.CharField(blank=True, default="", max_length=200)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.CharField(blank=True, default="", max_length=64)),
            ],
            options={"db_table": TABLE},
        ),
        migrations.RunPython(rowsecurity.guard(TABLE, CONDITION), rowsecurity.unguard(TABLE)),
    ]
