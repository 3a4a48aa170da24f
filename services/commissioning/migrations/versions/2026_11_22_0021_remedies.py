"""Remedies: notices with statements, plans, decisions and closings; step-ins; decisions on termination."""

from alembic import op

from noms.chassis.database.schema import app_role, protect_part

revision = "2026_11_22_0021"
down_revision = "2026_11_22_0020"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE notice (
    notice_id uuid CONSTRAINT notice_pkey PRIMARY KEY,
    agreement_id uuid NOT NULL CONSTRAINT notice_agreement_id_fkey REFERENCES agreement,
    number bigint NOT NULL CONSTRAINT notice_number_check CHECK (number >= 1),
    kind text NOT NULL CONSTRAINT notice_kind_check CHECK (kind IN ('warning', 'improvement', 'default')),
    trigger text NOT NULL,
    matter text NOT NULL,
    quarter bigint CONSTRAINT notice_quarter_check CHECK (quarter >= 1),
    months date[] NOT NULL,
    given_on date NOT NULL,
    clause text NOT NULL,
    grounds text NOT NULL,
    evidence jsonb NOT NULL CONSTRAINT notice_evidence_check CHECK (jsonb_array_length(evidence) >= 1),
    follows uuid CONSTRAINT notice_follows_fkey REFERENCES notice,
    plan_due_on date CONSTRAINT notice_plan_due_on_check CHECK (plan_due_on > given_on),
    rectify_by date CONSTRAINT notice_rectify_by_check CHECK (rectify_by > given_on),
    scored_on date CONSTRAINT notice_scored_on_check CHECK (scored_on <= given_on),
    falls_out_on date,
    given_by text NOT NULL,
    given_through text NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT notice_agreement_id_number_key UNIQUE (agreement_id, number),
    CONSTRAINT notice_falls_out_on_check CHECK (
        (kind = 'default') = (scored_on IS NOT NULL AND falls_out_on IS NOT NULL AND scored_on < falls_out_on)
    )
);

CREATE INDEX notice_follows_idx ON notice (follows) WHERE follows IS NOT NULL;

CREATE TABLE notice_statement (
    notice_id uuid NOT NULL CONSTRAINT notice_statement_notice_id_fkey REFERENCES notice,
    version bigint NOT NULL CONSTRAINT notice_statement_version_check CHECK (version >= 1),
    agreement_id uuid NOT NULL CONSTRAINT notice_statement_agreement_id_fkey REFERENCES agreement,
    stated_on date NOT NULL,
    statement text NOT NULL,
    evidence jsonb NOT NULL,
    stated_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT notice_statement_pkey PRIMARY KEY (notice_id, version)
);

CREATE TABLE rectification_plan (
    notice_id uuid NOT NULL CONSTRAINT rectification_plan_notice_id_fkey REFERENCES notice,
    version bigint NOT NULL CONSTRAINT rectification_plan_version_check CHECK (version >= 1),
    agreement_id uuid NOT NULL CONSTRAINT rectification_plan_agreement_id_fkey REFERENCES agreement,
    submitted_on date NOT NULL,
    due_on date NOT NULL,
    plan text NOT NULL,
    rectified_by date NOT NULL CONSTRAINT rectification_plan_rectified_by_check CHECK (rectified_by > submitted_on),
    submitted_by text NOT NULL,
    submitted_through text NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT rectification_plan_pkey PRIMARY KEY (notice_id, version)
);

CREATE TABLE rectification_plan_decision (
    notice_id uuid NOT NULL,
    version bigint NOT NULL,
    agreement_id uuid NOT NULL CONSTRAINT rectification_plan_decision_agreement_id_fkey REFERENCES agreement,
    outcome text NOT NULL CONSTRAINT rectification_plan_decision_outcome_check CHECK (outcome IN ('accepted', 'rejected')),
    decided_on date NOT NULL,
    reasons text NOT NULL,
    next_due_on date NOT NULL,
    decided_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT rectification_plan_decision_pkey PRIMARY KEY (notice_id, version),
    CONSTRAINT rectification_plan_decision_notice_id_version_fkey
        FOREIGN KEY (notice_id, version) REFERENCES rectification_plan
);

CREATE TABLE notice_closing (
    notice_id uuid NOT NULL CONSTRAINT notice_closing_notice_id_fkey REFERENCES notice,
    state text NOT NULL CONSTRAINT notice_closing_state_check CHECK (state IN ('rectified', 'withdrawn')),
    agreement_id uuid NOT NULL CONSTRAINT notice_closing_agreement_id_fkey REFERENCES agreement,
    closed_on date NOT NULL,
    reasons text NOT NULL,
    evidence jsonb NOT NULL,
    closed_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT notice_closing_pkey PRIMARY KEY (notice_id, state)
);

CREATE TABLE step_in (
    step_in_id uuid CONSTRAINT step_in_pkey PRIMARY KEY,
    agreement_id uuid NOT NULL CONSTRAINT step_in_agreement_id_fkey REFERENCES agreement,
    number bigint NOT NULL CONSTRAINT step_in_number_check CHECK (number >= 1),
    ground text NOT NULL CONSTRAINT step_in_ground_check CHECK (ground IN ('loss_of_control', 'likely_loss_of_control')),
    necessary_for text[] NOT NULL CONSTRAINT step_in_necessary_for_check CHECK (cardinality(necessary_for) >= 1),
    part_of_prison text,
    governor_post text NOT NULL,
    appointed_on date NOT NULL,
    from_day date NOT NULL CONSTRAINT step_in_from_day_check CHECK (appointed_on <= from_day),
    contractor_told_on date NOT NULL CONSTRAINT step_in_contractor_told_on_check CHECK (appointed_on <= contractor_told_on),
    recorded_at timestamptz NOT NULL,
    CONSTRAINT step_in_agreement_id_number_key UNIQUE (agreement_id, number)
);

CREATE TABLE step_in_term (
    step_in_id uuid NOT NULL CONSTRAINT step_in_term_step_in_id_fkey REFERENCES step_in,
    version bigint NOT NULL CONSTRAINT step_in_term_version_check CHECK (version >= 1),
    agreement_id uuid NOT NULL CONSTRAINT step_in_term_agreement_id_fkey REFERENCES agreement,
    decided_on date NOT NULL,
    until_day date NOT NULL,
    reasons text NOT NULL,
    decided_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT step_in_term_pkey PRIMARY KEY (step_in_id, version)
);

CREATE TABLE step_in_ending (
    step_in_id uuid CONSTRAINT step_in_ending_pkey PRIMARY KEY CONSTRAINT step_in_ending_step_in_id_fkey REFERENCES step_in,
    agreement_id uuid NOT NULL CONSTRAINT step_in_ending_agreement_id_fkey REFERENCES agreement,
    ground text NOT NULL CONSTRAINT step_in_ending_ground_check CHECK (ground IN ('control_secured', 'agreement_ended')),
    ended_on date NOT NULL,
    contractor_told_on date NOT NULL,
    reasons text NOT NULL,
    decided_by text NOT NULL,
    recorded_at timestamptz NOT NULL
);

CREATE TABLE termination_decision (
    agreement_id uuid NOT NULL CONSTRAINT termination_decision_agreement_id_fkey REFERENCES agreement,
    number bigint NOT NULL CONSTRAINT termination_decision_number_check CHECK (number >= 1),
    outcome text NOT NULL CONSTRAINT termination_decision_outcome_check CHECK (outcome IN ('terminate', 'do_not_terminate')),
    decided_on date NOT NULL,
    reasons text NOT NULL,
    ends_on date,
    clause text,
    points uuid[] NOT NULL CONSTRAINT termination_decision_points_check CHECK (cardinality(points) >= 1),
    decided_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT termination_decision_pkey PRIMARY KEY (agreement_id, number)
);

CREATE INDEX notice_statement_agreement_id_idx ON notice_statement (agreement_id);

CREATE INDEX rectification_plan_agreement_id_idx ON rectification_plan (agreement_id);

CREATE INDEX rectification_plan_decision_agreement_id_idx ON rectification_plan_decision (agreement_id);

CREATE INDEX notice_closing_agreement_id_idx ON notice_closing (agreement_id);

CREATE INDEX step_in_term_agreement_id_idx ON step_in_term (agreement_id);

CREATE INDEX step_in_ending_agreement_id_idx ON step_in_ending (agreement_id)
"""

PARTS = (
    "notice", "notice_statement", "rectification_plan", "rectification_plan_decision", "notice_closing",
    "step_in", "step_in_term", "step_in_ending", "termination_decision",
)  # fmt: skip


def upgrade() -> None:
    for statement in TABLES.split("\n\n"):
        op.execute(statement)
    for part in PARTS:
        protect_part(part, of="agreement", key="agreement_id")
        op.execute(f'REVOKE UPDATE ON {part} FROM "{app_role()}"')


def downgrade() -> None:
    op.execute(f"DROP TABLE {', '.join(reversed(PARTS))}")
