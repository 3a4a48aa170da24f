"""Ratings by number, comparator groups and changes of function, gateway events, moderation."""

from alembic import op

from noms.chassis.database.schema import app_role, protect_part

revision = "2026_11_22_0018"
down_revision = "2026_11_22_0017"
branch_labels = None
depends_on = None

CHANGES = """
ALTER TABLE rating
    ADD COLUMN number bigint NOT NULL DEFAULT 1 CONSTRAINT rating_number_check CHECK (number >= 1),
    ADD COLUMN rated_because text NOT NULL DEFAULT 'computed' CONSTRAINT rating_rated_because_check
        CHECK (rated_because IN ('computed', 'gateway_event', 'result_disputed', 'dispute_settled', 'asked')),
    ADD COLUMN rated_at timestamptz,
    ADD COLUMN comparator_group text,
    ADD COLUMN standing text NOT NULL DEFAULT 'established'
        CONSTRAINT rating_standing_check CHECK (standing IN ('established', 'new', 'closing')),
    DROP CONSTRAINT rating_pkey,
    ADD CONSTRAINT rating_pkey PRIMARY KEY (computation_id, number);

CREATE INDEX rating_agreement_id_idx ON rating (agreement_id);

CREATE TABLE function_change (
    function_change_id uuid CONSTRAINT function_change_pkey PRIMARY KEY,
    provider text NOT NULL,
    from_day date NOT NULL,
    was text NOT NULL,
    function text NOT NULL,
    source text NOT NULL,
    recorded_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT function_change_provider_from_day_key UNIQUE (provider, from_day),
    CONSTRAINT function_change_was_function_check CHECK (was <> function)
);

CREATE TABLE gateway_event (
    gateway_event_id uuid CONSTRAINT gateway_event_pkey PRIMARY KEY,
    agreement_id uuid NOT NULL CONSTRAINT gateway_event_agreement_id_fkey REFERENCES agreement,
    kind text NOT NULL CONSTRAINT gateway_event_kind_check
        CHECK (kind IN ('category_a_escape', 'unlawful_killing', 'loss_of_control', 'data_falsification')),
    occurred_on date NOT NULL
);

CREATE INDEX gateway_event_agreement_id_idx ON gateway_event (agreement_id, occurred_on);

CREATE TABLE gateway_move (
    gateway_event_id uuid NOT NULL CONSTRAINT gateway_move_gateway_event_id_fkey REFERENCES gateway_event,
    number bigint NOT NULL CONSTRAINT gateway_move_number_check CHECK (number >= 1),
    agreement_id uuid NOT NULL CONSTRAINT gateway_move_agreement_id_fkey REFERENCES agreement,
    state text NOT NULL CONSTRAINT gateway_move_state_check CHECK (state IN ('under_inquiry', 'confirmed', 'lifted')),
    reason text NOT NULL,
    evidence_ids uuid[] NOT NULL,
    recorded_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT gateway_move_gateway_event_id_number_key PRIMARY KEY (gateway_event_id, number)
);

CREATE TABLE moderation (
    moderation_id uuid CONSTRAINT moderation_pkey PRIMARY KEY,
    agreement_id uuid NOT NULL CONSTRAINT moderation_agreement_id_fkey REFERENCES agreement,
    period_id uuid NOT NULL CONSTRAINT moderation_period_id_fkey REFERENCES period,
    computation_id uuid NOT NULL,
    version bigint NOT NULL,
    rating_number bigint NOT NULL,
    rated_band bigint NOT NULL CONSTRAINT moderation_rated_band_check CHECK (rated_band BETWEEN 1 AND 4),
    moderated_band bigint NOT NULL CONSTRAINT moderation_moderated_band_check CHECK (moderated_band BETWEEN 1 AND 4),
    reason text NOT NULL,
    evidence_ids uuid[] NOT NULL,
    moderated_by text NOT NULL,
    moderated_through text NOT NULL,
    moderated_at timestamptz NOT NULL,
    CONSTRAINT moderation_computation_id_rating_number_fkey FOREIGN KEY (computation_id, rating_number) REFERENCES rating,
    CONSTRAINT moderation_computation_id_rating_number_key UNIQUE (computation_id, rating_number)
);

CREATE INDEX moderation_period_id_idx ON moderation (period_id)
"""

# The one place from which a rating of somebody else is looked at: it answers two counts and never a score or a name. It
# reaches everything for its own duration only, and gives back what the caller reaches before it returns; an error ends the
# transaction, and with it what was set. Scores are fractions such as 27/10, and are compared as fractions.
PLACE = """
CREATE FUNCTION comparator_place(of_group text, first_day date, last_day date, own_agreement uuid, own_score text)
RETURNS TABLE (others bigint, scored_lower bigint) LANGUAGE plpgsql AS $$
DECLARE
    reach_of_caller text := coalesce(current_setting('noms.reach', true), '');
    own_top numeric := split_part(own_score, '/', 1)::numeric;
    own_bottom numeric := coalesce(nullif(split_part(own_score, '/', 2), '')::numeric, 1);
BEGIN
    PERFORM set_config('noms.reach', '*', true);
    SELECT count(*), count(*) FILTER (WHERE latest.top * own_bottom < own_top * latest.bottom) INTO others, scored_lower
      FROM (SELECT DISTINCT ON (period.period_id)
                   rating.comparator_group, rating.standing,
                   split_part(rating.exact_score, '/', 1)::numeric AS top,
                   coalesce(nullif(split_part(rating.exact_score, '/', 2), '')::numeric, 1) AS bottom
              FROM period
              JOIN computation ON computation.period_id = period.period_id
              JOIN rating ON rating.computation_id = computation.computation_id
             WHERE period.from_day = first_day AND period.to_day = last_day AND period.agreement_id <> own_agreement
             ORDER BY period.period_id, computation.number DESC, rating.number DESC) AS latest
     WHERE latest.comparator_group = of_group AND latest.standing = 'established' AND latest.top IS NOT NULL;
    PERFORM set_config('noms.reach', reach_of_caller, true);
    RETURN NEXT;
END $$
"""

PARTS = ("gateway_event", "gateway_move", "moderation")


def upgrade() -> None:
    for statement in CHANGES.split("\n\n"):
        op.execute(statement)
    op.execute(PLACE)
    for part in PARTS:
        protect_part(part, of="agreement", key="agreement_id")
    for table in (*PARTS, "function_change"):
        op.execute(f'REVOKE UPDATE ON {table} FROM "{app_role()}"')


def downgrade() -> None:
    op.execute("DROP FUNCTION comparator_place")
    op.execute("DROP TABLE moderation, gateway_move, gateway_event, function_change")
    op.execute("SELECT set_config('noms.reach', '*', true)")
    op.execute("DELETE FROM rating WHERE number > 1")
    op.execute("DROP INDEX rating_agreement_id_idx")
    op.execute("""ALTER TABLE rating DROP CONSTRAINT rating_pkey, ADD CONSTRAINT rating_pkey PRIMARY KEY (computation_id),
        DROP COLUMN number, DROP COLUMN rated_because, DROP COLUMN rated_at, DROP COLUMN comparator_group,
        DROP COLUMN standing""")
