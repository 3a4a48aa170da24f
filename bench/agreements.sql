-- Two hundred agreements in a migrated database of commissioning: their shape is real, their figures are not.
-- Ten trusts have twenty each, of twelve months computed and rated by ten measures.
CREATE TEMPORARY TABLE agreed AS
    SELECT md5('agreement' || n)::uuid AS agreement_id, n, area
      FROM generate_series(1, 200) AS n,
           LATERAL (SELECT (ARRAY['LDN', 'WMP', 'MCG', 'LCS', 'MRS', 'HPS', 'KNT', 'TVP', 'WPT', 'YSW'])[1 + n % 10]) AS a (area);

CREATE TEMPORARY TABLE measured AS
    SELECT k, 'bench_measure_' || k AS measure_code FROM generate_series(1, 10) AS k;

INSERT INTO agreement (agreement_id, instrument, commissioner, provider, starts_on, ends_on, state, drawn_up_at, went_live_at,
        audience, direction, text_number, drawn_up_by, drawn_up_through)
    SELECT agreement_id, 'CONTRACT', 'LON', area, date '2010-04-01' + n, '2013-03-31', 'live', now(), now(),
           ARRAY['*', 'organisation:' || area, 'region:LON'], 'outbound', 1, 'bench', 'bench'
      FROM agreed;

INSERT INTO agreement_text (agreement_id, number, cause, in_force_from, ends_on, settled_at)
    SELECT agreement_id, 1, 'original', date '2010-04-01' + n, '2013-03-31', '2010-04-01' FROM agreed;

INSERT INTO agreement_party (agreement_party_id, agreement_id, text_number, from_day, struck, organisation, name, role, body,
        delivers)
    SELECT md5(role || n)::uuid, agreement_id, 1, date '2010-04-01' + n, false, organisation, organisation, role, body,
           ARRAY[]::text[]
      FROM agreed, LATERAL (VALUES ('LON', 'commissioner', 'public_body'), (area, 'provider', 'probation_trust')) AS
           p (organisation, role, body);

INSERT INTO agreement_line (agreement_line_id, agreement_id, text_number, from_day, struck, specification, specification_version,
        place, annual_volume, unit_price_pence)
    SELECT md5('line' || n || '/' || code)::uuid, agreement_id, 1, date '2010-04-01' + n, false, code, version, area, 100, 150000
      FROM agreed, (SELECT code, version FROM specification_version WHERE version = 1 ORDER BY code LIMIT 6) AS s;

INSERT INTO agreement_measure (agreement_measure_id, agreement_id, text_number, from_day, struck, measure_code,
        definition_version, domain, direction, floor, target, stretch, weight)
    SELECT md5('measure' || n || '/' || k)::uuid, agreement_id, 1, date '2010-04-01' + n, false, measure_code, 1, 'delivery', 'high',
           70, 80, 90, 1 + k % 4
      FROM agreed, measured;

INSERT INTO agreement_clause (agreement_clause_id, agreement_id, text_number, from_day, struck, code, heading, wording, effects,
        source)
    SELECT md5('clause' || n || '/' || k)::uuid, agreement_id, 1, date '2010-04-01' + n, false, 'clause_' || k, 'Heading ' || k,
           repeat('The words of a clause as long as clauses are. ', 6), ARRAY[]::text[], 'bench'
      FROM agreed, generate_series(1, 12) AS k;

INSERT INTO agreement_fee (agreement_fee_id, agreement_id, text_number, from_day, struck, annual_fee_pence)
    SELECT md5('fee' || n)::uuid, agreement_id, 1, date '2010-04-01' + n, false, 1000000 FROM agreed;

INSERT INTO period (period_id, agreement_id, from_day, to_day)
    SELECT md5('period' || n || '/' || m)::uuid, agreement_id, (date '2011-04-01' + (m || ' months')::interval)::date,
           (date '2011-05-01' + (m || ' months')::interval - interval '1 day')::date
      FROM agreed, generate_series(0, 11) AS m;

INSERT INTO computation (computation_id, agreement_id, period_id, number, computed_at, computed_by, computed_through)
    SELECT md5('computation' || n || '/' || m)::uuid, agreement_id, md5('period' || n || '/' || m)::uuid, 1, now(), 'bench', 'bench'
      FROM agreed, generate_series(0, 11) AS m;

INSERT INTO result (result_id, agreement_id, computation_id, measure_code, definition_version, unit, from_day, to_day, numerator,
        exact_denominator, exact_outturn, exclusions, source_service, source_definition_version, source_definition, watermark,
        numerator_event_ids, denominator_event_ids, evidence, coverage_percent, interval_method, value, lowest_value,
        highest_value, domain, direction, floor, target, stretch, weight)
    SELECT md5('result' || n || '/' || m || '/' || k)::uuid, agreement_id, md5('computation' || n || '/' || m)::uuid, measure_code, 1, 'percent',
           (date '2011-04-01' + (m || ' months')::interval)::date,
           (date '2011-05-01' + (m || ' months')::interval - interval '1 day')::date,
           84, '100', '84', 0, 'interventions', 1, 'What is counted, word for word.', 1000,
           ARRAY[md5('e' || n || '/' || m || '/' || k)::uuid], ARRAY[md5('d' || n || '/' || m || '/' || k)::uuid], 'evidenced', 100, 'wilson', 84, 75.6, 89.9,
           'delivery', 'high', 70, 80, 90, 1 + k % 4
      FROM agreed, generate_series(0, 11) AS m, measured;

INSERT INTO rating (computation_id, agreement_id, formula_version, band, exact_score, rating, number, rated_because, rated_at,
        comparator_group, standing)
    SELECT md5('computation' || n || '/' || m)::uuid, agreement_id, 1, 3, '17/6',
           jsonb_build_object(
               'score', 2.833, 'band', 3, 'share_from_events_percent', 100.0,
               'gateway', NULL, 'comparator', jsonb_build_object('group_size', 10, 'percentile', 50.0),
               'domains', jsonb_build_array(jsonb_build_object('domain', 'delivery', 'score', 2.833, 'weight', 1)),
               'measures', (SELECT jsonb_agg(jsonb_build_object('measure_code', measure_code, 'score', 2.833, 'band', 3,
                                'small_number', false, 'missing', NULL) ORDER BY k) FROM measured)),
           1, 'computed', now(), 'probation', 'established'
      FROM agreed, generate_series(0, 11) AS m;

ANALYZE;
