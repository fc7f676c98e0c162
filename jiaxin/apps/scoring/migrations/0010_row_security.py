"""On PostgreSQL a person's scores are seen where her file is; companies' are no secret among those who work here."""

from django.db import migrations

from jiaxin.apps.access import rowsecurity
from jiaxin.apps.access.rowsecurity import district, either, nobody, of_person

TABLES = {
    name: either(of_person(name), nobody(name)) for name in ("scoring_standing", "scoring_assessment", "scoring_reputation_estimate")
} | {
    "scoring_worker_tally": of_person("scoring_worker_tally"),
    "scoring_suspected": district(),
}


class Migration(migrations.Migration):
    dependencies = [("scoring", "0009_day_count"), ("registry", "0009_row_security")]
    operations = [
        migrations.RunPython(rowsecurity.guard(table, condition), rowsecurity.unguard(table))
        for table, condition in TABLES.items()
    ]
