"""What takes long to count over the whole record is kept for its day."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('scoring', '0008_rulebook_withdrawal'),
    ]

    operations = [
        migrations.CreateModel(
            name='DayCount',
            fields=[
                ('name', models.CharField(max_length=80, primary_key=True, serialize=False)),
                ('counted_on', models.DateField()),
                ('counted_at', models.DateTimeField()),
                ('said', models.JSONField()),
            ],
            options={
                'db_table': 'scoring_day_count',
            },
        ),
    ]
