CREATE TABLE event (
    event_id uuid CONSTRAINT event_pkey PRIMARY KEY,
    written_order bigint GENERATED ALWAYS AS IDENTITY,
    sequence bigint,
    type text NOT NULL,
    version bigint NOT NULL,
    subject text NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    traceparent text,
    audience text[] NOT NULL,
    data jsonb NOT NULL
);

CREATE UNIQUE INDEX event_sequence_key ON event (sequence);

CREATE INDEX event_unstamped_idx ON event (written_order) WHERE sequence IS NULL;

CREATE INDEX event_type_idx ON event (type, sequence);

CREATE TABLE audit_entry (
    audit_entry_id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT audit_entry_pkey PRIMARY KEY,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    action text NOT NULL,
    outcome text NOT NULL,
    subject text,
    who text NOT NULL,
    client text NOT NULL,
    organisation text NOT NULL,
    on_behalf_of text,
    trace_id text NOT NULL,
    sequence bigint,
    chain_hash bytea,
    CONSTRAINT audit_entry_sequence_check CHECK (sequence > 0),
    CONSTRAINT audit_entry_sealed_whole_check CHECK ((sequence IS NULL) = (chain_hash IS NULL))
);

CREATE UNIQUE INDEX audit_entry_sequence_key ON audit_entry (sequence);

CREATE INDEX audit_entry_unsealed_idx ON audit_entry (audit_entry_id) WHERE sequence IS NULL;

CREATE INDEX audit_entry_subject_idx ON audit_entry (subject, audit_entry_id);

CREATE FUNCTION refuse_to_rewrite_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.sequence IS NULL AND NEW.sequence IS NOT NULL
       AND (to_jsonb(OLD) - 'sequence' - 'chain_hash') = (to_jsonb(NEW) - 'sequence' - 'chain_hash') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the audit record is append-only';
END $$;

CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_audit();

CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_audit();

CREATE TABLE idempotency (
    client text, who text, key text,
    fingerprint bytea NOT NULL,
    status bigint NOT NULL,
    headers jsonb NOT NULL,
    body bytea NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT idempotency_pkey PRIMARY KEY (client, who, key)
);

CREATE INDEX idempotency_recorded_at_idx ON idempotency (recorded_at);

CREATE TABLE follower (
    feed text CONSTRAINT follower_pkey PRIMARY KEY,
    last_sequence bigint NOT NULL,
    moved_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE poison_event (
    feed text,
    event_id uuid,
    sequence bigint NOT NULL,
    event jsonb NOT NULL,
    reason text NOT NULL,
    put_aside_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT poison_event_pkey PRIMARY KEY (feed, event_id)
);
