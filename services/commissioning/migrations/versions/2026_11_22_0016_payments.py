"""Payments: terms by version, index values and figures, settlement runs month by month, and lines in dispute."""

from alembic import op

from noms.chassis.database.schema import app_role, protect_part

revision = "2026_11_22_0016"
down_revision = "2026_11_22_0015"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE payment_terms (
    agreement_id uuid NOT NULL CONSTRAINT payment_terms_agreement_id_fkey REFERENCES agreement,
    version bigint NOT NULL CONSTRAINT payment_terms_version_check CHECK (version >= 1),
    from_day date NOT NULL,
    variation_id uuid,
    terms jsonb NOT NULL,
    terms_hash text NOT NULL,
    recorded_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    replaced_at timestamptz,
    CONSTRAINT payment_terms_pkey PRIMARY KEY (agreement_id, version)
);

CREATE UNIQUE INDEX payment_terms_agreement_id_from_day_key ON payment_terms (agreement_id, from_day) WHERE replaced_at IS NULL;

CREATE TABLE index_value (
    index_name text NOT NULL,
    month date NOT NULL CONSTRAINT index_value_month_check CHECK (extract(day FROM month) = 1),
    revision bigint NOT NULL CONSTRAINT index_value_revision_check CHECK (revision >= 1),
    value text NOT NULL,
    published_on date NOT NULL,
    recorded_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT index_value_pkey PRIMARY KEY (index_name, month, revision)
);

CREATE TABLE payment_fact (
    fact_id uuid CONSTRAINT payment_fact_pkey PRIMARY KEY,
    agreement_id uuid NOT NULL CONSTRAINT payment_fact_agreement_id_fkey REFERENCES agreement,
    kind text NOT NULL CONSTRAINT payment_fact_kind_check CHECK (kind IN ('volume', 'cohort', 'outturn')),
    code text NOT NULL,
    figure_on date NOT NULL,
    value text NOT NULL,
    revision bigint NOT NULL CONSTRAINT payment_fact_revision_check CHECK (revision >= 1),
    source text NOT NULL,
    event_ids uuid[] NOT NULL,
    recorded_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT payment_fact_agreement_id_kind_code_figure_on_revision_key
        UNIQUE (agreement_id, kind, code, figure_on, revision)
);

CREATE TABLE settlement_run (
    agreement_id uuid NOT NULL CONSTRAINT settlement_run_agreement_id_fkey REFERENCES agreement,
    run bigint NOT NULL CONSTRAINT settlement_run_run_check CHECK (run >= 1),
    contract_year bigint NOT NULL CONSTRAINT settlement_run_contract_year_check CHECK (contract_year >= 1),
    through date NOT NULL,
    ends_on date NOT NULL,
    settled_on date NOT NULL,
    recorded_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    rule_version bigint NOT NULL,
    inputs_hash text NOT NULL,
    answer_hash text NOT NULL,
    terms_version bigint NOT NULL,
    terms_version_before bigint,
    facts text NOT NULL,
    run_before bigint,
    cause text,
    fraud text,
    changes text NOT NULL,
    entitlement_pence bigint NOT NULL,
    posted_pence bigint NOT NULL,
    uncollected_pence bigint NOT NULL CONSTRAINT settlement_run_uncollected_pence_check CHECK (uncollected_pence >= 0),
    provisional boolean NOT NULL,
    statement text NOT NULL,
    CONSTRAINT settlement_run_pkey PRIMARY KEY (agreement_id, run),
    CONSTRAINT settlement_run_agreement_id_terms_version_fkey
        FOREIGN KEY (agreement_id, terms_version) REFERENCES payment_terms (agreement_id, version),
    CONSTRAINT settlement_run_agreement_id_run_before_fkey
        FOREIGN KEY (agreement_id, run_before) REFERENCES settlement_run (agreement_id, run),
    CONSTRAINT settlement_run_run_before_check CHECK (run_before < run)
);

CREATE TABLE settlement_month (
    agreement_id uuid NOT NULL CONSTRAINT settlement_month_agreement_id_fkey REFERENCES agreement,
    contract_year bigint NOT NULL,
    month bigint NOT NULL CONSTRAINT settlement_month_month_check CHECK (month BETWEEN 1 AND 12),
    run bigint NOT NULL,
    from_day date NOT NULL,
    to_day date NOT NULL,
    entitlement_pence bigint NOT NULL,
    posted_pence bigint NOT NULL,
    lines text NOT NULL,
    adjusted text,
    CONSTRAINT settlement_month_pkey PRIMARY KEY (agreement_id, contract_year, month, run),
    CONSTRAINT settlement_month_agreement_id_run_fkey FOREIGN KEY (agreement_id, run)
        REFERENCES settlement_run (agreement_id, run),
    CONSTRAINT settlement_month_from_day_to_day_check CHECK (from_day <= to_day)
);

ALTER TABLE settlement_month ALTER lines SET STORAGE EXTERNAL;

CREATE TABLE line_dispute (
    contest_id uuid CONSTRAINT line_dispute_pkey PRIMARY KEY,
    agreement_id uuid NOT NULL CONSTRAINT line_dispute_agreement_id_fkey REFERENCES agreement,
    line_id uuid NOT NULL,
    contract_year bigint NOT NULL,
    month bigint NOT NULL,
    month_of date NOT NULL,
    step text NOT NULL,
    code text NOT NULL,
    filed_on date NOT NULL,
    disputed_pence bigint CONSTRAINT line_dispute_disputed_pence_check CHECK (disputed_pence >= 1),
    marked_by text NOT NULL,
    marked_at timestamptz NOT NULL,
    upheld boolean,
    settled_by text,
    settled_at timestamptz,
    CONSTRAINT line_dispute_settled_at_check CHECK ((settled_at IS NULL) = (upheld IS NULL))
);

CREATE UNIQUE INDEX line_dispute_agreement_id_line_id_key ON line_dispute (agreement_id, line_id) WHERE settled_at IS NULL;
"""

PARTS = ("payment_terms", "payment_fact", "settlement_run", "settlement_month", "line_dispute")
NEVER_CHANGED = ("index_value", "payment_fact", "settlement_run", "settlement_month")
MAY_CHANGE = {"payment_terms": "replaced_at", "line_dispute": "upheld, settled_by, settled_at"}


def upgrade() -> None:
    role = app_role()
    for statement in TABLES.split("\n\n"):
        op.execute(statement)
    for part in PARTS:
        protect_part(part, of="agreement", key="agreement_id")
    for table in NEVER_CHANGED:
        op.execute(f'REVOKE UPDATE ON {table} FROM "{role}"')
    for table, columns in MAY_CHANGE.items():
        op.execute(f'REVOKE UPDATE ON {table} FROM "{role}"')
        op.execute(f'GRANT UPDATE ({columns}) ON {table} TO "{role}"')


def downgrade() -> None:
    op.execute("DROP TABLE line_dispute, settlement_month, settlement_run, payment_fact, index_value, payment_terms")
