from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0008_city_identity")]

    operations = [
        migrations.CreateModel(
            name="Shipped",
            fields=[
                ("stream", models.CharField(max_length=16, primary_key=True, serialize=False)),
                ("upto", models.BigIntegerField()),
                ("at", models.DateTimeField()),
            ],
            options={"db_table": "access_shipped"},
        ),
    ]
