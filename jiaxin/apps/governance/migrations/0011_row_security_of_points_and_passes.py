"""On PostgreSQL a movement of points is seen where her file is, a company's reason not to apply by the company and the district."""

from django.db import migrations

from jiaxin.apps.access import rowsecurity
from jiaxin.apps.access.rowsecurity import district, either, of_person, theirs

TABLES = {
    "governance_point_movement": of_person("governance_point_movement"),
    "governance_star_pass": either(district(), theirs(organisation="company")),
}


class Migration(migrations.Migration):
    dependencies = [("governance", "0010_star_passes")]
    operations = [
        migrations.RunPython(rowsecurity.guard(table, condition), rowsecurity.unguard(table))
        for table, condition in TABLES.items()
    ]
