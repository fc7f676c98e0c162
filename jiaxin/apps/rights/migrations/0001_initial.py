from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Demand",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("subject", models.CharField(db_index=True, max_length=16)),
                ("kind", models.CharField(max_length=10)),
                ("asked_at", models.DateTimeField()),
                ("due_on", models.DateField(db_index=True)),
                ("state", models.CharField(max_length=10)),
                ("answered_at", models.DateTimeField(null=True)),
                ("kept", models.JSONField(default=list)),
            ],
            options={"db_table": "rights_demand"},
        )
    ]
