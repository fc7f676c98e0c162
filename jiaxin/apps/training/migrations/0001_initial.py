"""Courses, and who has signed up; on PostgreSQL a seat is seen by whose it is and by offices that see all."""

from django.db import migrations, models

from jiaxin.apps.access import rowsecurity

TABLE = "training_seat"
CONDITION = rowsecurity.by_columns("people", subject="subject")


class Migration(migrations.Migration):
    initial = True
    dependencies = []  # noqa: RUF012  # Django reads a plain list
    operations = [  # noqa: RUF012  # Django reads a plain list
        migrations.CreateModel(
            name="Course",
            fields=[
                ("id", models.CharField(max_length=16, primary_key=True, serialize=False)),
                ("organisation", models.CharField(db_index=True, max_length=40)),
                ("title", models.CharField(max_length=60)),
                ("provider", models.CharField(max_length=60)),
                ("hours", models.CharField(max_length=8)),
                ("held_on", models.DateField(db_index=True)),
                ("at", models.CharField(blank=True, max_length=20)),
                ("place", models.CharField(max_length=80)),
                ("places", models.IntegerField()),
                ("gap", models.CharField(blank=True, max_length=12)),
                ("state", models.CharField(db_index=True, max_length=10)),
                ("why", models.CharField(blank=True, default="", max_length=200)),
                ("made_by", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
            ],
            options={"db_table": "training_course"},
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("course", models.CharField(db_index=True, max_length=16)),
                ("subject", models.CharField(db_index=True, max_length=16)),
                ("state", models.CharField(max_length=10)),
                ("changed_at", models.DateTimeField()),
            ],
            options={"db_table": TABLE, "constraints": (models.UniqueConstraint(fields=["course", "subject"], name="training_seat_once"),)},
        ),
        migrations.RunPython(rowsecurity.guard(TABLE, CONDITION), rowsecurity.unguard(TABLE)),
    ]
