from django.db import migrations, models

from jiaxin.kit import appendonly


class Migration(migrations.Migration):
    dependencies = [("access", "0003_read_log")]
    operations = [
        migrations.CreateModel(
            name="Export",
            fields=[
                ("id", models.CharField(max_length=16, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("actor", models.CharField(db_index=True, max_length=64)),
                ("organisation", models.CharField(blank=True, max_length=64)),
                ("purpose", models.CharField(max_length=64)),
                ("rows", models.IntegerField()),
            ],
            options={"db_table": "access_export"},
        ),
        migrations.RunPython(appendonly.guard("access_export"), appendonly.unguard("access_export")),
    ]
