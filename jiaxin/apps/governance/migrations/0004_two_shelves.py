"""Procedures of public credit information are about records of public credit information: the database itself asks.

A case of publication or repair whose record is a complaint, a rating or anything else of the industry's shelf is refused
on both databases, whatever code tries.
"""

from django.db import migrations

PUBLIC_PROCEDURES = ("publication", "repair")
PUBLIC_KINDS = ("penalty",)

_WHERE = (
    f"NEW.procedure IN {PUBLIC_PROCEDURES} AND NOT EXISTS"
    f" (SELECT 1 FROM ledger_entry WHERE id = NEW.about AND kind IN ('{PUBLIC_KINDS[0]}'))"
)


def forwards(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "sqlite":
            for verb in ("INSERT", "UPDATE"):
                cursor.execute(
                    f"CREATE TRIGGER two_shelves_{verb.lower()} BEFORE {verb} ON governance_case WHEN {_WHERE}"
                    " BEGIN SELECT RAISE(ABORT, 'shelf: not a record of public credit information'); END"
                )
            return
        cursor.execute(
            "CREATE OR REPLACE FUNCTION two_shelves() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF "
            + _WHERE
            + " THEN RAISE EXCEPTION 'shelf: not a record of public credit information'"
            " USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
        )
        cursor.execute(
            "CREATE TRIGGER two_shelves BEFORE INSERT OR UPDATE ON governance_case"
            " FOR EACH ROW EXECUTE FUNCTION two_shelves()"
        )


def backwards(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER IF EXISTS two_shelves_insert")
            cursor.execute("DROP TRIGGER IF EXISTS two_shelves_update")
        else:
            cursor.execute("DROP TRIGGER IF EXISTS two_shelves ON governance_case")


class Migration(migrations.Migration):
    dependencies = [("governance", "0003_what_is_said_is_sealed"), ("ledger", "0002_append_only")]
    operations = [migrations.RunPython(forwards, backwards)]
