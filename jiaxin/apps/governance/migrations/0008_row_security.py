"""On PostgreSQL a case is seen by whose it is: its parties, its organisation, its street, who opened it, and where her file is."""

from django.db import migrations

from jiaxin.apps.access import rowsecurity
from jiaxin.apps.access.rowsecurity import either, of_person, theirs, where_seen

TABLES = {
    "governance_case": either(
        of_person("governance_case"),
        theirs(organisation="organisation", subject="party", account="opened_by"),
        theirs(organisation="party"),
        f"({rowsecurity.said('people')} IN ('S', 'G') AND ({theirs(street='street')}))",
        "procedure IN ('push', 'standard', 'draw')",  # the district's own, read by everybody who works here
    ),
    "governance_case_event": where_seen("governance_case_event", "case_id", "governance_case"),
}
ADDING = ("governance_case",)  # a complaint is about somebody else; its steps are added where the case is seen


class Migration(migrations.Migration):
    dependencies = [("governance", "0007_project_calls"), ("registry", "0009_row_security")]
    operations = [
        migrations.RunPython(rowsecurity.guard(table, condition, table in ADDING), rowsecurity.unguard(table))
        for table, condition in TABLES.items()
    ]
