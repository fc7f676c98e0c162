from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_no_lease")]
    operations = [
        migrations.CreateModel(
            "Waiting",
            [
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("number_mark", models.BigIntegerField(db_index=True)),
                ("name_mark", models.BigIntegerField()),
                ("batch", models.CharField(max_length=16)),
                ("sheet", models.CharField(max_length=60)),
                ("row", models.IntegerField()),
                ("status", models.CharField(max_length=8)),
                ("held", models.BooleanField(default=False)),
            ],
            {
                "db_table": "intake_waiting",
                "indexes": [models.Index(fields=["batch", "row"], name="intake_waiting_row")],
            },
        )
    ]
