from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('governance', '0009_points_rest_on_entries'),
    ]

    operations = [
        migrations.CreateModel(
            name='StarPass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('company', models.CharField(max_length=16)),
                ('reason', models.CharField(max_length=20)),
                ('told_by', models.CharField(max_length=64)),
                ('told_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'governance_star_pass',
                'constraints': [models.UniqueConstraint(fields=('year', 'company'), name='governance_one_star_reason_a_year')],
            },
        ),
    ]
