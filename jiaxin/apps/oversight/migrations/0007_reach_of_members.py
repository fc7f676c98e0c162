"""On PostgreSQL an association sees its members alone: what hangs on whoever works at one of them, and the matters of both.

Every policy that follows a person's file or names a company is written anew, because the reach is a way in of its own.
"""

from django.db import migrations

from jiaxin.apps.access import rowsecurity
from jiaxin.apps.access.rowsecurity import by_columns, district, either, in_members, nobody, of_person, said, theirs

_EMPLOYED = (
    "EXISTS (SELECT 1 FROM registry_work_spell w WHERE w.subject = registry_worker_file.subject"
    f" AND w.state = 'stands' AND w.ended_on IS NULL AND {in_members('w.company')})"
)
_FOLLOWING = (
    "registry_identity", "registry_code", "registry_person_record", "registry_code_event", "governance_point_movement", "intake_verification_request",
    "presenting_ask", "presenting_visit", "publication_issue", "rights_demand", "scoring_worker_tally", "exchange_came",
)  # fmt: skip
TABLES = {name: of_person(name) for name in _FOLLOWING} | {
    "registry_worker_file": either(by_columns(organisation="company", street="street", grid="grid", subject="subject"), f"({said('people')} = 'A' AND {_EMPLOYED})"),
    "registry_work_spell": by_columns(organisation="company", subject="subject"),
    "registry_merge": of_person("registry_merge", "kept"),
    "ledger_entry": either(of_person("ledger_entry"), nobody("ledger_entry")),
    "notices_message": either(of_person("notices_message"), theirs(account="told_by")),
    **{name: either(of_person(name), nobody(name)) for name in ("scoring_standing", "scoring_assessment", "scoring_reputation_estimate")},
    "exchange_handed": either(of_person("exchange_handed"), theirs(organisation="organisation")),
    "exchange_sent": either(of_person("exchange_sent"), "subject = ''"),
    "intake_claim": either(of_person("intake_claim"), theirs(organisation="source")),
    "intake_order_parties": either(of_person("intake_order_parties", "worker"), theirs(organisation="organisation", subject="household"), theirs(organisation="company")),
    "intake_picture_mark": either(of_person("intake_picture_mark"), rowsecurity.where_seen("intake_picture_mark", "batch", "intake_batch")),
    "intake_record_doubt": by_columns("people", organisation="company", street="street"),
    "governance_star_pass": either(district(), theirs(organisation="company"), f"({said('people')} = 'A' AND {in_members('company')})"),
    "governance_case": either(
        of_person("governance_case"),
        theirs(organisation="organisation", subject="party"),
        theirs(organisation="party"),
        f"({said('people')} <> 'A' AND ({theirs(account='opened_by')}))",
        # what an association opened about a company that has left is out of its reach; a report names nobody
        f"({said('people')} = 'A' AND subject = '' AND ({theirs(account='opened_by')}))",
        f"({said('people')} = 'A' AND ({either(in_members('subject'), in_members('organisation'), in_members('party'))}))",
        f"({said('people')} IN ('S', 'G') AND ({theirs(street='street')}))",
        "procedure IN ('push', 'standard', 'draw')",
        f"({said('people')} = 'A' AND procedure IN ('meeting-task', 'street-assessment'))",
    ),
}  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("oversight", "0006_entry_street"), ("registry", "0010_accounts_of_a_merge"), ("governance", "0011_row_security_of_points_and_passes"), ("intake", "0011_record_doubts"),
        ("scoring", "0010_row_security"), ("publication", "0002_row_security"), ("presenting", "0002_row_security"), ("exchange", "0004_row_security_of_letters"),
        ("rights", "0003_row_security"), ("ledger", "0003_row_security"), ("notices", "0002_row_security"),
    ]  # fmt: skip
    operations = [migrations.RunPython(rowsecurity.renew(table, condition), migrations.RunPython.noop) for table, condition in TABLES.items()]
