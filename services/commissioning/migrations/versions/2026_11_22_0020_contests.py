"""Contests and how they ended. Neither is ever changed: a contest ends by a row of its own, once."""

from alembic import op

from noms.chassis.database.schema import app_role, protect_part

revision = "2026_11_22_0020"
down_revision = "2026_11_22_0019"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE contest (
    contest_id uuid CONSTRAINT contest_pkey PRIMARY KEY,
    agreement_id uuid NOT NULL CONSTRAINT contest_agreement_id_fkey REFERENCES agreement,
    about_kind text NOT NULL CONSTRAINT contest_about_kind_check
        CHECK (about_kind IN ('occurrence', 'settlement_line', 'result', 'invoice_line')),
    about_id uuid NOT NULL,
    about_place text NOT NULL,
    about_version bigint NOT NULL,
    ground text NOT NULL,
    statement text NOT NULL,
    evidence_ids uuid[] NOT NULL,
    disputed_pence bigint CONSTRAINT contest_disputed_pence_check CHECK (disputed_pence >= 1),
    controller text,
    told_on date NOT NULL,
    contest_until date NOT NULL,
    raised_on date NOT NULL,
    decision_due_on date NOT NULL,
    raised_by text NOT NULL,
    raised_through text NOT NULL,
    raised_at timestamptz NOT NULL,
    CONSTRAINT contest_about_key UNIQUE (about_kind, about_id, about_place, about_version),
    CONSTRAINT contest_raised_on_check CHECK (told_on <= raised_on AND raised_on <= contest_until)
);

CREATE INDEX contest_agreement_id_decision_due_on_idx ON contest (agreement_id, decision_due_on);

CREATE TABLE contest_end (
    contest_id uuid CONSTRAINT contest_end_pkey PRIMARY KEY CONSTRAINT contest_end_contest_id_fkey REFERENCES contest,
    agreement_id uuid NOT NULL CONSTRAINT contest_end_agreement_id_fkey REFERENCES agreement,
    state text NOT NULL CONSTRAINT contest_end_state_check CHECK (state IN ('upheld', 'partly', 'rejected', 'withdrawn')),
    new_count numeric(6,1),
    reasons text NOT NULL,
    ended_by text NOT NULL,
    ended_through text NOT NULL,
    ended_at timestamptz NOT NULL,
    CONSTRAINT contest_end_new_count_check CHECK (new_count IS NULL OR state = 'partly')
);
"""

PARTS = ("contest", "contest_end")


def upgrade() -> None:
    for statement in TABLES.split("\n\n"):
        op.execute(statement)
    for part in PARTS:
        protect_part(part, of="agreement", key="agreement_id")
        op.execute(f'REVOKE UPDATE ON {part} FROM "{app_role()}"')


def downgrade() -> None:
    op.execute("DROP TABLE contest_end, contest")
