from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0011_keys_and_hashes")]

    operations = [
        migrations.AddField("machinekey", "label", models.CharField(blank=True, default="", max_length=40), preserve_default=False),
        migrations.AddField("machinekey", "made_by", models.CharField(blank=True, default="", max_length=64), preserve_default=False),
        migrations.AddField("machinekey", "used_at", models.DateTimeField(null=True)),
        migrations.AddField("machinekey", "ended_by", models.CharField(blank=True, default="", max_length=64), preserve_default=False),
    ]
