"""Spells of work as rows: who is listed where, and what she answered."""

from django.db import migrations, models

from jiaxin.apps.access import rowsecurity

_LISTS = rowsecurity.by_columns(organisation="company", subject="subject")

class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0006_row_security'),
    ]

    operations = [
        migrations.CreateModel(
            name='WorkSpell',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('subject', models.CharField(db_index=True, max_length=16)),
                ('company', models.CharField(db_index=True, max_length=16)),
                ('started_on', models.CharField(blank=True, max_length=10)),
                ('ended_on', models.DateField(null=True)),
                ('mode', models.CharField(blank=True, max_length=12)),
                ('state', models.CharField(max_length=8)),
                ('said_on', models.DateField()),
                ('answered_on', models.DateField(null=True)),
                ('entry', models.CharField(max_length=32)),
                ('waits', models.BooleanField(default=False)),
                ('ends_claimed', models.DateField(null=True)),
                ('source', models.CharField(blank=True, max_length=64)),
                ('batch', models.CharField(blank=True, max_length=32)),
                ('sheet', models.CharField(blank=True, max_length=100)),
                ('row', models.IntegerField(default=0)),
                ('jobs', models.IntegerField(default=0)),
                ('last_job_on', models.DateField(null=True)),
                ('twice_since', models.DateField(null=True)),
            ],
            options={
                'db_table': 'registry_work_spell',
                'constraints': [models.UniqueConstraint(fields=('subject', 'company', 'started_on'), name='registry_work_spell_once')],
            },
        ),
        migrations.RunPython(rowsecurity.guard("registry_work_spell", _LISTS), rowsecurity.unguard("registry_work_spell")),
    ]
