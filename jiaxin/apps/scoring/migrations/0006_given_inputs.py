from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("scoring", "0005_reputation")]

    operations = [
        migrations.AddField(
            model_name="standingassessment",
            name="given",
            field=models.BinaryField(default=b"[]"),
        ),
    ]
