from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rights", "0003_row_security")]

    operations = [
        migrations.AddField("leak", "looked_from", models.DateTimeField(null=True)),
        migrations.AddField("leak", "looked_until", models.DateTimeField(null=True)),
    ]
