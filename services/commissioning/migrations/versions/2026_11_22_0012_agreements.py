"""Texts of agreements with their parts, moves, variations, and what agreements in force buy.

No release has kept an agreement: the columns of the single service line go at once, and what they held becomes a line.
"""

from alembic import op

from noms.chassis.database.schema import app_role, protect_part

revision = "2026_11_22_0012"
down_revision = "2026_11_22_0011"
branch_labels = None
depends_on = None

PART = """text_number bigint NOT NULL CONSTRAINT {table}_text_number_check CHECK (text_number >= 1),
    from_day date NOT NULL,
    to_day date CONSTRAINT {table}_days_check CHECK (from_day <= to_day),
    struck boolean NOT NULL,
    CONSTRAINT {table}_days_excl EXCLUDE USING gist (
        int8range({hash}, {hash}, '[]') WITH &&,
        daterange(from_day, to_day, '[]') WITH &&
    )"""


def part(table: str, *key: str) -> str:
    """The columns that every part has; in one text, two versions of a part share no day."""
    text = " || ' ' || ".join(("agreement_id::text", "text_number::text", *key))
    return PART.format(table=table, hash=f"hashtextextended({text}, 0)")


TABLES = f"""
ALTER TABLE agreement
    ADD direction text NOT NULL DEFAULT 'outbound'
        CONSTRAINT agreement_direction_check CHECK (direction IN ('outbound', 'inbound')),
    ADD text_number bigint NOT NULL DEFAULT 0 CONSTRAINT agreement_text_number_check CHECK (text_number >= 0),
    ADD price_limit_percent bigint CONSTRAINT agreement_price_limit_percent_check CHECK (price_limit_percent BETWEEN 1 AND 100),
    ADD price_limit_days bigint CONSTRAINT agreement_price_limit_days_check
        CHECK (price_limit_days >= 1 AND (price_limit_days IS NULL) = (price_limit_percent IS NULL)),
    ADD drawn_up_by text,
    ADD drawn_up_through text,
    DROP CONSTRAINT agreement_state_check,
    DROP CONSTRAINT agreement_went_live_at_check,
    DROP CONSTRAINT agreement_provider_service_line_days_excl

ALTER TABLE agreement
    ADD CONSTRAINT agreement_state_check CHECK (state IN ('draft', 'offered', 'signed_by_commissioner', 'signed_by_provider',
        'signed', 'live', 'suspended', 'expiring', 'ended', 'terminated')),
    ADD CONSTRAINT agreement_went_live_at_check
        CHECK ((state IN ('live', 'suspended', 'expiring', 'ended', 'terminated')) = (went_live_at IS NOT NULL))

CREATE TABLE agreement_text (
    agreement_id uuid NOT NULL CONSTRAINT agreement_text_agreement_id_fkey REFERENCES agreement,
    number bigint NOT NULL,
    cause text NOT NULL CONSTRAINT agreement_text_cause_check
        CHECK (cause IN ('original', 'discretionary', 'mandatory', 'extension')),
    in_force_from date NOT NULL,
    ends_on date NOT NULL,
    variation_id uuid CONSTRAINT agreement_text_variation_id_check CHECK ((cause = 'original') = (variation_id IS NULL)),
    settled_at timestamptz NOT NULL,
    CONSTRAINT agreement_text_pkey PRIMARY KEY (agreement_id, number)
)

CREATE TABLE agreement_line (
    agreement_line_id uuid CONSTRAINT agreement_line_pkey PRIMARY KEY,
    agreement_id uuid NOT NULL CONSTRAINT agreement_line_agreement_id_fkey REFERENCES agreement,
    specification text NOT NULL,
    specification_version bigint NOT NULL,
    place text NOT NULL,
    annual_volume bigint NOT NULL CONSTRAINT agreement_line_annual_volume_check CHECK (annual_volume >= 1),
    unit_price_pence bigint NOT NULL CONSTRAINT agreement_line_unit_price_pence_check CHECK (unit_price_pence >= 0),
    {part("agreement_line", "specification", "place")},
    CONSTRAINT agreement_line_specification_fkey FOREIGN KEY (specification, specification_version)
        REFERENCES specification_version (code, version)
)

CREATE INDEX agreement_line_agreement_id_idx ON agreement_line (agreement_id)

CREATE INDEX agreement_line_place_idx ON agreement_line (place)

CREATE TABLE agreement_party (
    agreement_party_id uuid CONSTRAINT agreement_party_pkey PRIMARY KEY,
    agreement_id uuid NOT NULL CONSTRAINT agreement_party_agreement_id_fkey REFERENCES agreement,
    organisation text NOT NULL,
    name text NOT NULL,
    role text NOT NULL CONSTRAINT agreement_party_role_check
        CHECK (role IN ('commissioner', 'provider', 'prime', 'member', 'subcontractor', 'guarantor')),
    body text NOT NULL CONSTRAINT agreement_party_body_check
        CHECK (body IN ('probation_trust', 'public_body', 'company', 'voluntary_body')),
    share_percent numeric(6,3) CONSTRAINT agreement_party_share_percent_check CHECK (share_percent BETWEEN 0 AND 100),
    delivers text[] NOT NULL,
    {part("agreement_party", "organisation", "role")}
)

CREATE INDEX agreement_party_agreement_id_idx ON agreement_party (agreement_id)

CREATE TABLE agreement_clause (
    agreement_clause_id uuid CONSTRAINT agreement_clause_pkey PRIMARY KEY,
    agreement_id uuid NOT NULL CONSTRAINT agreement_clause_agreement_id_fkey REFERENCES agreement,
    code text NOT NULL,
    number text,
    heading text NOT NULL,
    wording text NOT NULL,
    effects text[] NOT NULL,
    source text NOT NULL,
    {part("agreement_clause", "code")}
)

CREATE INDEX agreement_clause_agreement_id_idx ON agreement_clause (agreement_id)

CREATE TABLE agreement_fee (
    agreement_fee_id uuid CONSTRAINT agreement_fee_pkey PRIMARY KEY,
    agreement_id uuid NOT NULL CONSTRAINT agreement_fee_agreement_id_fkey REFERENCES agreement,
    annual_fee_pence bigint NOT NULL CONSTRAINT agreement_fee_annual_fee_pence_check CHECK (annual_fee_pence >= 0),
    {part("agreement_fee")}
)

CREATE INDEX agreement_fee_agreement_id_idx ON agreement_fee (agreement_id)

CREATE TABLE extension_option (
    agreement_id uuid NOT NULL CONSTRAINT extension_option_agreement_id_fkey REFERENCES agreement,
    option_number bigint NOT NULL,
    exercise_by date NOT NULL,
    extends_to_at_most date NOT NULL,
    CONSTRAINT extension_option_pkey PRIMARY KEY (agreement_id, option_number),
    CONSTRAINT extension_option_days_check CHECK (exercise_by < extends_to_at_most)
)

CREATE TABLE agreement_move (
    agreement_id uuid NOT NULL CONSTRAINT agreement_move_agreement_id_fkey REFERENCES agreement,
    number bigint NOT NULL,
    act text NOT NULL,
    from_state text NOT NULL,
    to_state text NOT NULL,
    effective_on date NOT NULL,
    clause text,
    reason text,
    moved_by text NOT NULL,
    moved_through text NOT NULL,
    moved_at timestamptz NOT NULL,
    CONSTRAINT agreement_move_pkey PRIMARY KEY (agreement_id, number)
)

CREATE TABLE purchase (
    purchase_id uuid CONSTRAINT purchase_pkey PRIMARY KEY,
    agreement_id uuid NOT NULL CONSTRAINT purchase_agreement_id_fkey REFERENCES agreement,
    bought text NOT NULL,
    from_day date NOT NULL,
    to_day date NOT NULL CONSTRAINT purchase_days_check CHECK (from_day <= to_day),
    given_up boolean NOT NULL,
    CONSTRAINT purchase_bought_days_excl EXCLUDE USING gist (
        int8range(hashtextextended(bought, 0), hashtextextended(bought, 0), '[]') WITH &&,
        daterange(from_day, to_day, '[]') WITH &&
    ) WHERE (NOT given_up)
)

CREATE INDEX purchase_agreement_id_idx ON purchase (agreement_id)

CREATE TABLE variation (
    variation_id uuid CONSTRAINT variation_pkey PRIMARY KEY,
    agreement_id uuid NOT NULL CONSTRAINT variation_agreement_id_fkey REFERENCES agreement,
    number bigint NOT NULL,
    kind text NOT NULL CONSTRAINT variation_kind_check CHECK (kind IN ('discretionary', 'mandatory', 'extension')),
    state text NOT NULL CONSTRAINT variation_state_check
        CHECK (state IN ('proposed', 'signed_by_commissioner', 'signed_by_provider', 'settled', 'withdrawn')),
    reason text NOT NULL,
    effective_on date NOT NULL,
    changes jsonb NOT NULL,
    option_number bigint,
    ends_on date,
    clause text,
    price_effect_pence bigint NOT NULL,
    drawn_on_text bigint NOT NULL,
    text_number bigint CONSTRAINT variation_text_number_check CHECK ((state = 'settled') = (text_number IS NOT NULL)),
    proposed_by text NOT NULL,
    proposed_at timestamptz NOT NULL,
    settled_at timestamptz,
    CONSTRAINT variation_agreement_id_number_key UNIQUE (agreement_id, number),
    CONSTRAINT variation_ends_on_check
        CHECK ((kind = 'extension') = (ends_on IS NOT NULL) AND (kind = 'extension') = (option_number IS NOT NULL))
)

CREATE TABLE variation_signature (
    variation_id uuid NOT NULL CONSTRAINT variation_signature_variation_id_fkey REFERENCES variation,
    party text NOT NULL CONSTRAINT variation_signature_party_check CHECK (party IN ('commissioner', 'provider')),
    agreement_id uuid NOT NULL CONSTRAINT variation_signature_agreement_id_fkey REFERENCES agreement,
    signed_by text NOT NULL,
    signed_on date NOT NULL,
    recorded_by text NOT NULL,
    recorded_through text NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT variation_signature_pkey PRIMARY KEY (variation_id, party)
)

CREATE INDEX variation_signature_agreement_id_idx ON variation_signature (agreement_id)

ALTER TABLE agreement_measure
    ADD text_number bigint NOT NULL DEFAULT 1 CONSTRAINT agreement_measure_text_number_check CHECK (text_number >= 1),
    ADD from_day date,
    ADD to_day date CONSTRAINT agreement_measure_days_check CHECK (from_day <= to_day),
    ADD struck boolean NOT NULL DEFAULT false,
    DROP CONSTRAINT agreement_measure_agreement_id_measure_code_key

ALTER TABLE agreement_measure
    ADD CONSTRAINT agreement_measure_agreement_id_text_number_measure_code_key UNIQUE (agreement_id, text_number, measure_code)
"""

INTO_LINES = """
UPDATE agreement_measure SET from_day = agreement.starts_on
  FROM agreement WHERE agreement.agreement_id = agreement_measure.agreement_id

INSERT INTO agreement_line (agreement_line_id, agreement_id, specification, specification_version, place, annual_volume,
    unit_price_pence, text_number, from_day, to_day, struck)
SELECT gen_random_uuid(), agreement_id, 'PROGRAMME-COMPLETION', 1, provider, annual_volume, unit_price_pence, 1, starts_on,
       NULL, false
  FROM agreement

INSERT INTO agreement_fee SELECT gen_random_uuid(), agreement_id, annual_fee_pence, 1, starts_on, NULL, false FROM agreement

INSERT INTO agreement_text
SELECT agreement_id, 1, 'original', starts_on, ends_on, NULL, coalesce(went_live_at, drawn_up_at) FROM agreement
 WHERE state IN ('signed', 'live')

UPDATE agreement SET text_number = 1 WHERE state IN ('signed', 'live')

INSERT INTO purchase
SELECT gen_random_uuid(), agreement_id, concat_ws(' ', commissioner, provider, 'PROGRAMME-COMPLETION', provider), starts_on,
       ends_on, false
  FROM agreement WHERE state = 'live'

ALTER TABLE agreement_measure ALTER from_day SET NOT NULL, ALTER text_number DROP DEFAULT, ALTER struck DROP DEFAULT

ALTER TABLE agreement DROP service_line, DROP annual_volume, DROP unit_price_pence, DROP annual_fee_pence,
    ALTER direction DROP DEFAULT, ALTER text_number DROP DEFAULT
"""

OUT_OF_LINES = """
ALTER TABLE agreement
    ADD service_line text NOT NULL DEFAULT 'programme_completions',
    ADD annual_volume bigint NOT NULL DEFAULT 1 CONSTRAINT agreement_annual_volume_check CHECK (annual_volume >= 1),
    ADD unit_price_pence bigint NOT NULL DEFAULT 0 CONSTRAINT agreement_unit_price_pence_check CHECK (unit_price_pence >= 0),
    ADD annual_fee_pence bigint NOT NULL DEFAULT 0 CONSTRAINT agreement_annual_fee_pence_check CHECK (annual_fee_pence >= 0)

UPDATE agreement SET annual_volume = line.annual_volume, unit_price_pence = line.unit_price_pence
  FROM agreement_line AS line WHERE line.agreement_id = agreement.agreement_id AND line.text_number = 1

UPDATE agreement SET annual_fee_pence = fee.annual_fee_pence
  FROM agreement_fee AS fee WHERE fee.agreement_id = agreement.agreement_id AND fee.text_number = 1

ALTER TABLE agreement DROP CONSTRAINT agreement_state_check, DROP CONSTRAINT agreement_went_live_at_check

UPDATE agreement SET state = 'draft' WHERE state = 'offered'

UPDATE agreement SET state = 'live' WHERE state IN ('suspended', 'expiring', 'ended', 'terminated')

DELETE FROM agreement_measure WHERE text_number > 1

ALTER TABLE agreement_measure
    DROP CONSTRAINT agreement_measure_agreement_id_text_number_measure_code_key,
    DROP struck, DROP to_day, DROP from_day, DROP text_number,
    ADD CONSTRAINT agreement_measure_agreement_id_measure_code_key UNIQUE (agreement_id, measure_code)

ALTER TABLE agreement
    DROP price_limit_days, DROP price_limit_percent, DROP text_number, DROP direction, DROP drawn_up_through, DROP drawn_up_by,
    ADD CONSTRAINT agreement_state_check
        CHECK (state IN ('draft', 'signed_by_commissioner', 'signed_by_provider', 'signed', 'live')),
    ADD CONSTRAINT agreement_went_live_at_check CHECK ((state = 'live') = (went_live_at IS NOT NULL)),
    ADD CONSTRAINT agreement_provider_service_line_days_excl EXCLUDE USING gist (
        int8range(
            hashtextextended(provider || ' ' || service_line, 0), hashtextextended(provider || ' ' || service_line, 0), '[]'
        ) WITH &&,
        daterange(starts_on, ends_on, '[]') WITH &&
    ) WHERE (state = 'live'),
    ALTER service_line DROP DEFAULT, ALTER annual_volume DROP DEFAULT, ALTER unit_price_pence DROP DEFAULT,
    ALTER annual_fee_pence DROP DEFAULT
"""

PARTS = (
    "agreement_text", "agreement_line", "agreement_party", "agreement_clause", "agreement_fee", "extension_option",
    "agreement_move", "purchase", "variation", "variation_signature",
)  # fmt: skip
MAY_MOVE = {"purchase": "given_up, to_day", "variation": "state, text_number, settled_at"}


def _each(statements: str) -> None:
    for statement in statements.strip().split("\n\n"):
        op.execute(statement)


def upgrade() -> None:
    _each(TABLES)
    op.execute("ALTER TABLE agreement NO FORCE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE agreement_measure NO FORCE ROW LEVEL SECURITY")
    _each(INTO_LINES)
    op.execute("ALTER TABLE agreement FORCE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE agreement_measure FORCE ROW LEVEL SECURITY")
    for table in PARTS:
        protect_part(table, of="agreement", key="agreement_id")
        op.execute(f'REVOKE UPDATE ON {table} FROM "{app_role()}"')
    for table, columns in MAY_MOVE.items():
        op.execute(f'GRANT UPDATE ({columns}) ON {table} TO "{app_role()}"')


def downgrade() -> None:
    for table in ("agreement", "agreement_measure", "agreement_line", "agreement_fee"):
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    _each(OUT_OF_LINES)
    op.execute("ALTER TABLE agreement FORCE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE agreement_measure FORCE ROW LEVEL SECURITY")
    op.execute(
        "DROP TABLE variation_signature, variation, purchase, agreement_move, extension_option, agreement_fee, agreement_clause,"
        " agreement_party, agreement_line, agreement_text"
    )
