"""Requests of people for their own data, exemptions and packs; and records that were merged stay closed as they were."""

from alembic import op

from noms.chassis.database.schema import protect_part

revision = "2026_11_22_0015"
down_revision = "2026_11_22_0014"
branch_labels = None
depends_on = None

TABLES = (
    """CREATE TABLE subject_request (
        request_id uuid CONSTRAINT subject_request_pkey PRIMARY KEY,
        crn text NOT NULL CONSTRAINT subject_request_crn_fkey REFERENCES person (crn),
        received_on date NOT NULL,
        made_by text NOT NULL,
        fee_received_on date,
        fee_pence bigint CONSTRAINT subject_request_fee_pence_check CHECK (fee_pence BETWEEN 0 AND 1000),
        identity_checked_on date,
        identity_evidence text,
        answered_on date,
        answered_pack_id uuid,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL,
        CONSTRAINT subject_request_fee_check CHECK ((fee_received_on IS NULL) = (fee_pence IS NULL)),
        CONSTRAINT subject_request_identity_check CHECK ((identity_checked_on IS NULL) = (identity_evidence IS NULL)),
        CONSTRAINT subject_request_answered_check CHECK ((answered_on IS NULL) = (answered_pack_id IS NULL)))""",
    """CREATE TABLE subject_exemption (
        exemption_id uuid CONSTRAINT subject_exemption_pkey PRIMARY KEY,
        request_id uuid NOT NULL CONSTRAINT subject_exemption_request_id_fkey REFERENCES subject_request (request_id),
        crn text NOT NULL CONSTRAINT subject_exemption_crn_fkey REFERENCES person (crn),
        service text NOT NULL,
        kind text NOT NULL,
        ground text NOT NULL,
        reason text NOT NULL,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL,
        CONSTRAINT subject_exemption_request_id_service_kind_key UNIQUE (request_id, service, kind))""",
    """CREATE TABLE subject_pack (
        pack_id uuid CONSTRAINT subject_pack_pkey PRIMARY KEY,
        request_id uuid NOT NULL CONSTRAINT subject_pack_request_id_fkey REFERENCES subject_request (request_id),
        crn text NOT NULL CONSTRAINT subject_pack_crn_fkey REFERENCES person (crn),
        gathered_at timestamptz NOT NULL,
        gathered_by text NOT NULL,
        complete boolean NOT NULL,
        sources jsonb NOT NULL,
        content text NOT NULL,
        content_hash text NOT NULL)""",
    "CREATE INDEX subject_request_crn_idx ON subject_request (crn)",
    "CREATE INDEX subject_request_open_idx ON subject_request (received_on) WHERE answered_on IS NULL",
    "CREATE INDEX subject_pack_request_id_idx ON subject_pack (request_id, gathered_at)",
)

CLOSE_MERGED = """
CREATE FUNCTION close_merged(of_crn text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    reach_of_caller text := current_setting('noms.reach', true);
BEGIN
    PERFORM set_config('noms.reach', '*', true);
    INSERT INTO closure (closure_id, subject, barred, only_to, closed_from, closed_until)
    SELECT md5(kept.closure_id::text || merged.merged_crn)::uuid, merged.merged_crn, kept.barred, kept.only_to, kept.closed_from,
           CASE WHEN merged.standing THEN kept.closed_until ELSE kept.closed_from END
      FROM (SELECT merged_crn, bool_or(parted_at IS NULL) AS standing FROM person_merge WHERE crn = of_crn GROUP BY 1) AS merged
           CROSS JOIN record_closure AS own JOIN closure AS kept ON kept.closure_id = own.closure_id
     WHERE own.crn = of_crn
    ON CONFLICT (closure_id) DO UPDATE
       SET barred = excluded.barred, only_to = excluded.only_to, closed_from = excluded.closed_from,
           closed_until = excluded.closed_until;
    PERFORM set_config('noms.reach', reach_of_caller, true);
END $$"""
"""What happened under a merged number is closed with the record that answers for it; parted, by its own closures alone."""

KEEP_CLOSURE = """
CREATE OR REPLACE FUNCTION keep_closure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO closure (closure_id, subject, barred, only_to, closed_from, closed_until)
    VALUES (NEW.closure_id, NEW.crn,
            CASE NEW.kind WHEN 'exclusion' THEN NEW.user_tags ELSE '{{}}' END,
            CASE NEW.kind WHEN 'restriction' THEN NEW.user_tags END,
            NEW.from_on::timestamp AT TIME ZONE 'Europe/London',
            least((NEW.until_on + 1)::timestamp AT TIME ZONE 'Europe/London', NEW.lifted_at))
    ON CONFLICT (closure_id) DO UPDATE
       SET subject = excluded.subject, barred = excluded.barred, only_to = excluded.only_to,
           closed_from = excluded.closed_from, closed_until = excluded.closed_until;
    {afterwards}
    RETURN NULL;
END $$"""
AND_MERGED = """UPDATE closure SET closed_until = closed_from WHERE closure_id = md5(NEW.closure_id::text || NEW.crn)::uuid;
    PERFORM close_merged(NEW.crn);"""

ON_MERGE = """
CREATE FUNCTION merge_closes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM close_merged(NEW.crn);
    RETURN NULL;
END $$"""
AFTER_MERGE = """
CREATE TRIGGER person_merge_closes AFTER INSERT OR UPDATE ON person_merge FOR EACH ROW EXECUTE FUNCTION merge_closes()"""

PARTS = ("subject_request", "subject_exemption", "subject_pack")


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
    for table in PARTS:
        protect_part(table, of="person", key="crn")
    op.execute(CLOSE_MERGED)
    op.execute(KEEP_CLOSURE.format(afterwards=AND_MERGED))
    op.execute(ON_MERGE)
    op.execute(AFTER_MERGE)
    op.execute("SELECT close_merged(crn) FROM person_merge")


def downgrade() -> None:
    op.execute("DROP TRIGGER person_merge_closes ON person_merge")
    op.execute("DROP FUNCTION merge_closes")
    op.execute(KEEP_CLOSURE.format(afterwards=""))
    op.execute("DROP FUNCTION close_merged")
    for table in reversed(PARTS):
        op.execute(f"DROP TABLE {table}")
