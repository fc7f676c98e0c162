"""On PostgreSQL what came in about a person is seen where her file is, and by whoever handed it in."""

from django.db import migrations

from jiaxin.apps.access import rowsecurity
from jiaxin.apps.access.rowsecurity import district, either, of_person, theirs, where_seen

TABLES = {
    "intake_claim": either(of_person("intake_claim"), theirs(organisation="source")),
    "intake_order_parties": either(
        of_person("intake_order_parties", "worker"), theirs(organisation="organisation", subject="household"), theirs(organisation="company")
    ),
    "intake_identity_question": either(district(), theirs(organisation="organisation")),
    "intake_verification_request": of_person("intake_verification_request"),
    "intake_waiting": either(district("batches"), where_seen("intake_waiting", "batch", "intake_batch")),
    "intake_learned_heading": either(district("batches"), theirs(organisation="organisation")),
    "intake_field_phone": either(district(), theirs(organisation="organisation", account="account")),
    "intake_picture_mark": either(of_person("intake_picture_mark"), where_seen("intake_picture_mark", "batch", "intake_batch")),
}


class Migration(migrations.Migration):
    dependencies = [("intake", "0009_papers"), ("registry", "0009_row_security")]
    operations = [
        migrations.RunPython(rowsecurity.guard(table, condition), rowsecurity.unguard(table))
        for table, condition in TABLES.items()
    ]
