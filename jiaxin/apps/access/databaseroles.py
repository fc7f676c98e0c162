"""数据库账号 — three accounts of the PostgreSQL database, so that the program cannot do what only an owner or auditor may.

    owner     owns the tables and changes them; used by migrations alone. Held by row security too (FORCE)
    app       reads and writes rows; no DDL, no superuser, cannot bypass row security, and no UPDATE or DELETE
              where a table only grows
    auditor   reads the logs of looks, refusals and grants, and nothing else

Run as a superuser after each migration (`jiaxin database-roles`); the result is the same however often.
"""

from collections.abc import Iterator

from django.db import connection

OWNER, APP, AUDITOR = "jiaxin_owner", "jiaxin_app", "jiaxin_auditor"
LOGS = ("access_read", "access_read_subject", "access_read_leaf", "access_read_head", "access_refusal", "access_grant")
_PLAIN = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS INHERIT"
_IS_PLAIN = "rolcanlogin AND rolinherit AND NOT (rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls)"
_DELETE, _UPDATE = 8, 16  # bits of pg_trigger.tgtype


def set_up() -> None:
    """Make the accounts where they are missing and hand every table over."""
    make_accounts()
    hand_over()


def make_accounts() -> None:
    """The accounts belong to the server, not to a database: where they stand as they should, nothing is written."""
    with connection.cursor() as cursor:
        for role in (OWNER, APP, AUDITOR):
            cursor.execute(
                f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{role}')"
                f" THEN CREATE ROLE {role} {_PLAIN}; END IF;"
                # another database's set-up made it at this very moment
                " EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
            )
            cursor.execute(
                f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{role}' AND {_IS_PLAIN})"
                f" THEN ALTER ROLE {role} {_PLAIN}; END IF; END $$"
            )


def hand_over() -> None:
    """Every table of this database to its owner, with what each account may do there."""
    with connection.cursor() as cursor:
        for statement in (*_schema(), *_grants(_tables(), _refused())):
            cursor.execute(statement)


def _schema() -> Iterator[str]:
    yield "REVOKE CREATE ON SCHEMA public FROM PUBLIC"
    yield f"GRANT USAGE, CREATE ON SCHEMA public TO {OWNER}"
    yield f"GRANT USAGE ON SCHEMA public TO {APP}, {AUDITOR}"


def _grants(tables: list[str], refused: dict[str, int]) -> Iterator[str]:
    for name in tables:
        kept = [verb for verb, bit in (("UPDATE", _UPDATE), ("DELETE", _DELETE)) if not refused.get(name, 0) & bit]
        # First, because it waits until nobody is at the table: after a grant, whose row of the catalogue the server's own
        # analysis of the table may be waiting for, each would wait for the other.
        yield f'ALTER TABLE "{name}" OWNER TO {OWNER}'
        yield f'REVOKE ALL ON "{name}" FROM PUBLIC, {APP}, {AUDITOR}'
        yield f'GRANT {", ".join(["SELECT", "INSERT", *kept])} ON "{name}" TO {APP}'
        if name in LOGS:
            yield f'GRANT SELECT ON "{name}" TO {AUDITOR}'
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {APP}"


def _tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        return [row[0] for row in cursor.fetchall()]


def _refused() -> dict[str, int]:
    """Table → the verbs its triggers refuse, as bits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text, tgtype FROM pg_trigger WHERE tgname LIKE 'only_grows%' OR tgname LIKE '%%_no_change'")
        found: dict[str, int] = {}
        for table, bits in cursor.fetchall():
            found[table] = found.get(table, 0) | bits
        return found
