from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("scoring", "0004_course_is_not_edited")]

    operations = [
        migrations.AddField(
            model_name="standingassessment",
            name="given",
            field=models.BinaryField(default=b"[]"),
        ),
    ]
