-- A ledger of movements by the million, for the people that seed.sql made: stays of the ten years before their present one.
-- :cases, :each and :step are replaced before it runs; two rows of the ledger for each stay. Keys are added again at the end.
ALTER TABLE stay DROP CONSTRAINT stay_crn_period_excl, DROP CONSTRAINT stay_crn_fkey;
ALTER TABLE movement DROP CONSTRAINT movement_crn_fkey, DROP CONSTRAINT movement_crn_place_key;

CREATE TEMPORARY TABLE past AS
    SELECT 'B' || lpad(n::text, 6, '0') AS crn, k, date '2000-01-01' + (k * :step + n % 5)::int AS received_on,
           date '2000-01-01' + (k * :step + n % 5 + :step * 4 / 5)::int AS left_on,
           (ARRAY['LWI', 'LEI', 'PNI', 'SWI', 'BXI', 'WDI', 'MDI', 'DHI', 'SFI', 'GNI', 'EEI', 'HCI', 'WRI', 'SKI', 'STI', 'BAI'])
               [1 + (n * 7 + k) % 16] AS code
      FROM generate_series(1, :cases) AS n, generate_series(0, :each - 1) AS k;

INSERT INTO movement (movement_id, crn, place, kind, reason_code, moved_on, out_of, moved_into, recorded_at, recorded_by)
    SELECT gen_random_uuid(), crn, 2 * k + 1, 'admission', 'I', received_on, NULL, code, now(), 'bench' FROM past
    UNION ALL SELECT gen_random_uuid(), crn, 2 * k + 2, 'release', 'CR', left_on, code, NULL, now(), 'bench' FROM past;

INSERT INTO stay (stay_id, crn, establishment_code, establishment_name, received_on, left_on)
    SELECT gen_random_uuid(), crn, code, code, received_on, left_on FROM past;

ALTER TABLE movement ADD CONSTRAINT movement_crn_place_key UNIQUE (crn, place),
    ADD CONSTRAINT movement_crn_fkey FOREIGN KEY (crn) REFERENCES person NOT VALID;
ALTER TABLE stay ADD CONSTRAINT stay_crn_fkey FOREIGN KEY (crn) REFERENCES person NOT VALID;
ALTER TABLE stay ADD CONSTRAINT stay_crn_period_excl EXCLUDE USING gist (
    int8range(ascii(crn) * 1000000::bigint + substr(crn, 2)::bigint, ascii(crn) * 1000000::bigint + substr(crn, 2)::bigint, '[]')
        WITH &&, daterange(received_on, left_on, '[)') WITH &&);

ANALYZE;
