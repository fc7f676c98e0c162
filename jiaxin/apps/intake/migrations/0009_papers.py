"""Pictures that companies hand in, on their way; likenesses by which one picture under two persons is found."""

from django.db import migrations, models

from jiaxin.apps.access import rowsecurity

TABLE = "intake_paper"
CONDITION = rowsecurity.by_columns("batches", organisation="organisation")


class Migration(migrations.Migration):
    dependencies = [("intake", "0008_own_papers")]
    operations = [
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.CharField(max_length=16, primary_key=True, serialize=False)),
                ("batch", models.CharField(db_index=True, max_length=16)),
                ("organisation", models.CharField(db_index=True, max_length=40)),
                ("number", models.IntegerField()),
                ("state", models.CharField(max_length=10)),
                ("kind", models.CharField(blank=True, max_length=10)),
                ("subject", models.CharField(blank=True, db_index=True, max_length=16)),
                ("why", models.CharField(blank=True, max_length=12)),
                ("candidates", models.JSONField(default=list)),
                ("sure", models.BooleanField(default=False)),
                ("record", models.CharField(blank=True, max_length=32)),
                ("evidence", models.CharField(blank=True, max_length=64)),
                ("name", models.BinaryField(default=b"")),
                ("likeness", models.BinaryField(default=b"")),
                ("exact", models.BinaryField(default=b"")),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "db_table": TABLE,
                "constraints": [models.UniqueConstraint(fields=("batch", "number"), name="intake_paper_once")],
            },
        ),
        migrations.CreateModel(
            name="PictureMark",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("subject", models.CharField(db_index=True, max_length=16)),
                ("kind", models.CharField(max_length=10)),
                ("likeness", models.BinaryField()),
                ("exact", models.BinaryField(default=b"")),
                ("batch", models.CharField(blank=True, db_index=True, max_length=16)),
                ("claim", models.CharField(blank=True, db_index=True, max_length=16)),
                ("twin", models.CharField(blank=True, max_length=16)),
                ("made_at", models.DateTimeField()),
                ("finding", models.CharField(blank=True, default="", max_length=10)),
                ("found_by", models.CharField(blank=True, default="", max_length=64)),
                ("found_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "intake_picture_mark",
                "indexes": [models.Index(condition=~models.Q(twin=""), fields=["twin"], name="intake_twins")],
            },
        ),
        migrations.RunPython(rowsecurity.guard(TABLE, CONDITION), rowsecurity.unguard(TABLE)),
    ]
