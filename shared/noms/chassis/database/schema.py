"""What migrations use: the chassis' own tables, and row security for tables of people's records."""

from importlib.resources import files

from alembic import op

REACH = "(SELECT string_to_array(nullif(current_setting('noms.reach', true), ''), ','))"
"""The caller's reach inside a policy: evaluated once per statement; NULL, so no rows, when no caller is set."""

_SERVICE_ITSELF = "(SELECT current_setting('noms.reach', true) = '*')"
"""Whether nobody but the service acts: a caller's reach names its user also where it is everything."""

CHASSIS_TABLES = files("noms.chassis.database") / "chassis_tables.sql"

CLOSURE_TABLE = """CREATE TABLE closure (
    closure_id uuid CONSTRAINT closure_pkey PRIMARY KEY,
    subject text NOT NULL,
    barred text[] NOT NULL DEFAULT '{}',
    only_to text[],
    closed_from timestamptz NOT NULL,
    closed_until timestamptz
)

CREATE INDEX closure_subject_idx ON closure (subject)"""
"""It has no row security of its own: policies read it in the name of whom it closes a record to, and no route does."""


def _each(statements: str) -> None:
    """Run statements, parted by blank lines, one by one: the driver prepares each, and a prepared statement holds only one."""
    for statement in statements.split("\n\n"):
        op.execute(statement)


def app_role() -> str:
    """The runtime role that the migration serves: named in the migration's configuration."""
    config = op.get_context().config
    assert config is not None, "migrations run through noms.chassis.database.migrate"
    return str(config.attributes["app_role"])


def create_chassis() -> None:
    """Create the chassis' tables and give the runtime role what it needs: no deletion, no ownership."""
    role = app_role()
    op.execute(f'GRANT USAGE ON SCHEMA public TO "{role}"')
    op.execute(f'ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE ON TABLES TO "{role}"')
    op.execute(f'ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO "{role}"')
    _each(CHASSIS_TABLES.read_text("utf-8"))
    op.execute(f'REVOKE UPDATE ON event, audit_entry FROM "{role}"')
    op.execute(f'GRANT UPDATE (sequence) ON event TO "{role}"')
    op.execute(f'GRANT UPDATE (sequence, chain_hash) ON audit_entry TO "{role}"')
    op.execute(f'GRANT DELETE ON idempotency TO "{role}"')
    _enforce_row_security("event")
    op.execute(f"CREATE POLICY event_read ON event FOR SELECT USING (audience && {REACH})")
    op.execute(f"CREATE POLICY event_stamp ON event FOR UPDATE USING (audience && {REACH})")
    op.execute("CREATE POLICY event_write ON event FOR INSERT WITH CHECK (true)")


def drop_chassis() -> None:
    """Undo `create_chassis`."""
    role = app_role()
    op.execute("DROP TABLE poison_event, follower, idempotency, audit_entry, event")
    op.execute("DROP FUNCTION refuse_to_rewrite_audit")
    op.execute(f'ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE SELECT, INSERT, UPDATE ON TABLES FROM "{role}"')
    op.execute(f'ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE USAGE ON SEQUENCES FROM "{role}"')
    op.execute(f'REVOKE USAGE ON SCHEMA public FROM "{role}"')


def keep_whom_answers_concern() -> None:
    """Let a kept answer hold whom it concerns; code that does not know of it yet writes nobody."""
    op.execute("ALTER TABLE idempotency ADD COLUMN subjects text[] NOT NULL DEFAULT '{}'")


def forget_whom_answers_concern() -> None:
    """Undo `keep_whom_answers_concern`."""
    op.execute("ALTER TABLE idempotency DROP COLUMN subjects")


def is_open(subject: str) -> str:
    """The condition of a policy: no closure closes this subject to the caller's reach now."""
    return f"""NOT EXISTS (SELECT 1 FROM closure
        WHERE closure.subject = {subject} AND closure.closed_from <= now()
          AND (closure.closed_until IS NULL OR closure.closed_until > now()) AND NOT {_SERVICE_ITSELF}
          AND (closure.barred && {REACH} OR NOT closure.only_to && {REACH}))"""  # noqa: S608 - names come from migrations alone


def create_closures() -> None:
    """Create the table of closed records, and close their events with them."""
    _each(CLOSURE_TABLE)
    op.execute("ALTER TABLE event ADD COLUMN also_names text[] NOT NULL DEFAULT '{}'")
    op.execute("DROP POLICY event_read ON event")
    others = f"(event.also_names = '{{}}' OR {is_open('ANY (event.also_names)')})"
    told = f"audience && {REACH} AND {is_open('event.subject')} AND {others}"
    op.execute(f"CREATE POLICY event_read ON event FOR SELECT USING ({told})")


def drop_closures() -> None:
    """Undo `create_closures`; what can be closed is opened before, by `reopen`."""
    op.execute("DROP POLICY event_read ON event")
    op.execute(f"CREATE POLICY event_read ON event FOR SELECT USING (audience && {REACH})")
    op.execute("ALTER TABLE event DROP COLUMN also_names")
    op.execute("DROP TABLE closure")


def closable(table: str, *, by: str) -> None:
    """Let a protected table hide the rows whose column `by` names a subject that is closed to the caller."""
    op.execute(f"ALTER POLICY {table}_reach ON {table} USING (audience && {REACH} AND {is_open(f'{table}.{by}')})")


def reopen(table: str) -> None:
    """Undo `closable`."""
    op.execute(f"ALTER POLICY {table}_reach ON {table} USING (audience && {REACH})")


def _enforce_row_security(table: str) -> None:
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def protect(table: str) -> None:
    """Let a table of people's records show only rows whose `audience` overlaps the caller's reach, and index it."""
    _enforce_row_security(table)
    op.execute(f"CREATE POLICY {table}_reach ON {table} USING (audience && {REACH}) WITH CHECK (audience && {REACH})")
    op.execute(f"CREATE INDEX {table}_audience_idx ON {table} USING gin (audience)")


def protect_part(table: str, *, of: str, key: str) -> None:
    """Let a table show only rows that belong to a visible row of the table `of`, joined by the column `key`."""
    visible = f"EXISTS (SELECT 1 FROM {of} WHERE {of}.{key} = {table}.{key})"  # noqa: S608 - names come from migrations alone
    _enforce_row_security(table)
    op.execute(f"CREATE POLICY {table}_reach ON {table} USING ({visible}) WITH CHECK ({visible})")
