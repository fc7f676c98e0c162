"""Phones of the field, the records they sent, invitations among workers; on PostgreSQL each is seen by whose it is."""

from django.db import migrations, models

from jiaxin.apps.access import rowsecurity

TABLE = "intake_field_record"
CONDITION = rowsecurity.by_columns("people", street="street", grid="grid")
INVITED, OF_INVITER = "intake_worker_invitation", rowsecurity.by_columns("people", subject="inviter")


class Migration(migrations.Migration):
    dependencies = [("intake", "0006_row_security")]
    operations = [
        migrations.CreateModel(
            name="FieldPhone",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("account", models.CharField(db_index=True, max_length=64)),
                ("organisation", models.CharField(max_length=40)),
                ("street", models.CharField(max_length=20)),
                ("grid", models.CharField(blank=True, max_length=20)),
                ("label", models.CharField(max_length=40)),
                ("made_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("stopped_at", models.DateTimeField(null=True)),
                ("stopped_by", models.CharField(blank=True, default="", max_length=64)),
                ("why", models.CharField(blank=True, default="", max_length=200)),
            ],
            options={"db_table": "intake_field_phone"},
        ),
        migrations.CreateModel(
            name="FieldRecord",
            fields=[
                ("key", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("phone", models.CharField(db_index=True, max_length=32)),
                ("account", models.CharField(max_length=64)),
                ("organisation", models.CharField(max_length=40)),
                ("street", models.CharField(max_length=20)),
                ("grid", models.CharField(blank=True, max_length=20)),
                ("digest", models.CharField(max_length=64)),
                ("state", models.CharField(db_index=True, max_length=10)),
                ("subject", models.CharField(blank=True, db_index=True, max_length=16)),
                ("batch", models.CharField(blank=True, max_length=16)),
                ("outcome", models.CharField(blank=True, default="", max_length=12)),
                ("captured_on", models.DateField()),
                ("received_at", models.DateTimeField()),
                ("differing", models.JSONField(default=list)),
                ("sealed", models.BinaryField(default=b"")),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.CharField(blank=True, default="", max_length=64)),
                ("why", models.CharField(blank=True, default="", max_length=200)),
            ],
            options={"db_table": TABLE},
        ),
        migrations.CreateModel(
            name="WorkerInvitation",
            fields=[
                ("code", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("inviter", models.CharField(db_index=True, max_length=16)),
                ("made_at", models.DateTimeField()),
                ("until", models.DateField()),
                ("used_at", models.DateTimeField(null=True)),
                ("told", models.BooleanField(default=False)),
                ("taken_back", models.BooleanField(default=False)),
            ],
            options={"db_table": INVITED},
        ),
        migrations.RunPython(rowsecurity.guard(TABLE, CONDITION), rowsecurity.unguard(TABLE)),
        migrations.RunPython(rowsecurity.guard(INVITED, OF_INVITER), rowsecurity.unguard(INVITED)),
    ]
