"""What a further merge closed is open again when it is undone; since when a failure no longer counts."""

from alembic import op

revision = "2026_11_22_0016"
down_revision = "2026_11_22_0015"
branch_labels = None
depends_on = None

OPEN_MERGED = """
CREATE FUNCTION open_merged(of_crn text, merged text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    reach_of_caller text := current_setting('noms.reach', true);
BEGIN
    PERFORM set_config('noms.reach', '*', true);
    UPDATE closure SET closed_until = closed_from
     WHERE closure_id IN (SELECT md5(own.closure_id::text || merged)::uuid FROM record_closure AS own WHERE own.crn = of_crn);
    PERFORM set_config('noms.reach', reach_of_caller, true);
END $$"""
"""A record that no longer answers for a merged one closes it no longer."""

ON_MERGE = """
CREATE OR REPLACE FUNCTION merge_closes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {before}
    PERFORM close_merged(NEW.crn);
    RETURN NULL;
END $$"""
LET_GO = """IF TG_OP = 'UPDATE' THEN
        IF OLD.crn <> NEW.crn THEN
            PERFORM open_merged(OLD.crn, NEW.merged_crn);
        END IF;
    END IF;"""


OF_A_PERSON = (
    "attendance_heard", "requirement_progress", "objective", "unmet_need", "failure", "warning", "breach", "breach_clock",
    "escort", "stay", "responsibility_decision", "subject_exemption", "subject_pack",
)  # fmt: skip
"""Tables that were found by their order, plan or request alone: a timeline, a merge and a pack ask for those of a person."""


def upgrade() -> None:
    op.execute(OPEN_MERGED)
    op.execute(ON_MERGE.format(before=LET_GO))
    op.execute("ALTER TABLE failure ADD COLUMN withdrawn_at timestamptz")
    for table in OF_A_PERSON:
        op.execute(f"CREATE INDEX {table}_of_person_idx ON {table} (crn)")
    op.execute("CREATE INDEX alias_date_of_birth_idx ON alias (date_of_birth)")


def downgrade() -> None:
    op.execute("DROP INDEX alias_date_of_birth_idx")
    for table in OF_A_PERSON:
        op.execute(f"DROP INDEX {table}_of_person_idx")
    op.execute("ALTER TABLE failure DROP COLUMN withdrawn_at")
    op.execute(ON_MERGE.format(before=""))
    op.execute("DROP FUNCTION open_merged")
