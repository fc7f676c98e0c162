"""Phones of the field and the records they sent; on PostgreSQL a record is seen by its street and its grid."""

from django.db import migrations, models

from jiaxin.apps.access import rowsecurity

TABLE = "intake_field_record"
CONDITION = rowsecurity.by_columns("people", street="street", grid="grid")


class Migration(migrations.Migration):
    dependencies = [("intake", "0006_row_security")]
    operations = [
        migrations.CreateModel(
            name="FieldPhone",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("account", models.CharField(db_index=True, max_length=64)),
                ("organisation", models.CharField(max_length=40)),
                ("street", models.CharField(max_length=20)),
                ("grid", models.CharField(blank=True, max_length=20)),
                ("label", models.CharField(max_length=40)),
                ("made_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("stopped_at", models.DateTimeField(null=True)),
                ("stopped_by", models.CharField(blank=True, default="", max_length=64)),
                ("why", models.CharField(blank=True, default="", max_length=200)),
            ],
            options={"db_table": "intake_field_phone"},
        ),
        migrations.CreateModel(
            name="FieldRecord",
            fields=[
                ("key", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("phone", models.CharField(db_index=True, max_length=32)),
                ("account", models.CharField(max_length=64)),
                ("organisation", models.CharField(max_length=40)),
                ("street", models.CharField(max_length=20)),
                ("grid", models.CharField(blank=True, max_length=20)),
                ("digest", models.CharField(max_length=64)),
                ("state", models.CharField(db_index=True, max_length=10)),
                ("subject", models.CharField(blank=True, db_index=True, max_length=16)),
                ("batch", models.CharField(blank=True, max_length=16)),
                ("captured_on", models.DateField()),
                ("received_at", models.DateTimeField()),
                ("differing", models.JSONField(default=list)),
                ("sealed", models.BinaryField(default=b"")),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.CharField(blank=True, default="", max_length=64)),
                ("why", models.CharField(blank=True, default="", max_length=200)),
            ],
            options={"db_table": TABLE},
        ),
        migrations.RunPython(rowsecurity.guard(TABLE, CONDITION), rowsecurity.unguard(TABLE)),
    ]
