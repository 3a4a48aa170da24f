"""Invoices: what was in place for persons, invoices with their matches, and the days that were paid."""

from alembic import op

from noms.chassis.database.schema import app_role, protect_part

revision = "2026_11_22_0019"
down_revision = "2026_11_22_0018"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE provision (
    provision_id uuid CONSTRAINT provision_pkey PRIMARY KEY,
    agreement_id uuid NOT NULL CONSTRAINT provision_agreement_id_fkey REFERENCES agreement,
    service text NOT NULL,
    order_reference text NOT NULL,
    revision bigint NOT NULL CONSTRAINT provision_revision_check CHECK (revision >= 1),
    person_reference text NOT NULL,
    spells jsonb NOT NULL,
    event_ids uuid[] NOT NULL,
    source text NOT NULL,
    recorded_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT provision_agreement_id_service_order_reference_revision_key
        UNIQUE (agreement_id, service, order_reference, revision)
);

CREATE TABLE invoice (
    invoice_id uuid CONSTRAINT invoice_pkey PRIMARY KEY,
    agreement_id uuid NOT NULL CONSTRAINT invoice_agreement_id_fkey REFERENCES agreement,
    number text NOT NULL,
    fingerprint text NOT NULL,
    invoiced_on date NOT NULL,
    received_on date NOT NULL,
    received_at timestamptz NOT NULL,
    submitted_by text NOT NULL,
    net_pence bigint NOT NULL,
    vat_pence bigint NOT NULL,
    gross_pence bigint NOT NULL,
    lines jsonb NOT NULL,
    person_charges jsonb NOT NULL,
    CONSTRAINT invoice_agreement_id_number_key UNIQUE (agreement_id, number)
);

CREATE INDEX invoice_agreement_id_received_at_idx ON invoice (agreement_id, received_at);

CREATE TABLE invoice_match (
    invoice_id uuid NOT NULL CONSTRAINT invoice_match_invoice_id_fkey REFERENCES invoice,
    match bigint NOT NULL CONSTRAINT invoice_match_match_check CHECK (match >= 1),
    agreement_id uuid NOT NULL CONSTRAINT invoice_match_agreement_id_fkey REFERENCES agreement,
    matched_at timestamptz NOT NULL,
    matched_by text NOT NULL,
    rule_version bigint NOT NULL,
    inputs_hash text NOT NULL,
    payable_net_pence bigint NOT NULL,
    payable_vat_pence bigint NOT NULL,
    withheld_net_pence bigint NOT NULL,
    disputed_pence bigint NOT NULL,
    pay_by date NOT NULL,
    paid_lines jsonb NOT NULL,
    findings jsonb NOT NULL,
    CONSTRAINT invoice_match_pkey PRIMARY KEY (invoice_id, match)
);

CREATE INDEX invoice_match_agreement_id_idx ON invoice_match (agreement_id);

CREATE TABLE paid_days (
    paid_days_id uuid CONSTRAINT paid_days_pkey PRIMARY KEY,
    agreement_id uuid NOT NULL CONSTRAINT paid_days_agreement_id_fkey REFERENCES agreement,
    invoice_id uuid NOT NULL,
    match bigint NOT NULL,
    service text NOT NULL,
    person_reference text NOT NULL,
    order_reference text NOT NULL,
    from_day date NOT NULL,
    to_day date NOT NULL,
    replaced_by bigint,
    CONSTRAINT paid_days_invoice_id_match_fkey FOREIGN KEY (invoice_id, match) REFERENCES invoice_match (invoice_id, match),
    CONSTRAINT paid_days_from_day_to_day_check CHECK (from_day <= to_day),
    CONSTRAINT paid_days_person_days_excl EXCLUDE USING gist (
        int8range(
            hashtextextended(service || ' ' || person_reference, uuid_hash_extended(agreement_id, 0)),
            hashtextextended(service || ' ' || person_reference, uuid_hash_extended(agreement_id, 0)), '[]'
        ) WITH &&,
        daterange(from_day, to_day, '[]') WITH &&
    ) WHERE (replaced_by IS NULL)
);

CREATE INDEX paid_days_agreement_id_person_reference_idx ON paid_days (agreement_id, person_reference);
"""

PARTS = ("provision", "invoice", "invoice_match", "paid_days")


def upgrade() -> None:
    role = app_role()
    for statement in TABLES.split("\n\n"):
        op.execute(statement)
    for part in PARTS:
        protect_part(part, of="agreement", key="agreement_id")
        op.execute(f'REVOKE UPDATE ON {part} FROM "{role}"')
    op.execute(f'GRANT UPDATE (replaced_by) ON paid_days TO "{role}"')


def downgrade() -> None:
    op.execute("DROP TABLE paid_days, invoice_match, invoice, provision")
