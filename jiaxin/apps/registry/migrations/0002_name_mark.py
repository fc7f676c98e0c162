from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]
    operations = [migrations.AddField("identity", "name_mark", models.BinaryField(max_length=16, null=True))]
