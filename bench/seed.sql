-- A caseload by the thousand, in a migrated database of offender_mgmt: its shape is real, its people are not.
-- :cases is replaced before it runs; ten organisations share the cases evenly; every third person is in custody.
INSERT INTO person (crn, forename, surname, forename_key, surname_key, date_of_birth, sex, provider, recorded_at, recorded_by,
        audience)
    SELECT 'B' || lpad(n::text, 6, '0'), 'Forename' || n % 997, 'Surname' || n % 4999, 'FORENAME' || n % 997,
           'SURNAME' || n % 4999, date '1950-01-01' + n % 15000, 'male', area, now(), 'bench',
           ARRAY['*', 'organisation:' || area] || CASE WHEN n % 3 = 0 THEN ARRAY['establishment:RHI'] ELSE ARRAY[]::text[] END
      FROM generate_series(1, :cases) AS n,
           LATERAL (SELECT (ARRAY['LDN', 'WMP', 'MCG', 'LCS', 'MRS', 'HPS', 'KNT', 'TVP', 'WPT', 'YSW'])[1 + n % 10]) AS a (area);

CREATE TEMPORARY TABLE member AS
    SELECT crn, provider, substr(crn, 2)::int AS n FROM person WHERE recorded_by = 'bench';

INSERT INTO person_identifier (person_identifier_id, crn, kind, value, held_from)
    SELECT md5('pnc' || n)::uuid, crn, 'pnc', '2001/' || lpad(n::text, 7, '0') || 'A', '2001-01-01' FROM member;

INSERT INTO court_order (order_id, crn, kind, court, offence_code, offence_committed_on, convicted_on, made_on, ends_on, provider,
        recorded_at, recorded_by)
    SELECT md5('order' || n || k)::uuid, crn, 'community_order', 'magistrates_court', '10501', '2010-01-01', '2010-02-01',
           date '2010-03-01' + k, '2012-02-28', provider, now(), 'bench'
      FROM member, generate_series(1, 2) AS k;

INSERT INTO requirement (requirement_id, order_id, crn, place, code, name, programme_code, quantity, unit, consented)
    SELECT md5('req' || n || k || r)::uuid, md5('order' || n || k)::uuid, crn, r, CASE r WHEN 1 THEN 'PROG' ELSE 'UPW' END,
           CASE r WHEN 1 THEN 'Programme' ELSE 'Unpaid work' END, CASE r WHEN 1 THEN 'TSP' END, 60, 'hours', false
      FROM member, generate_series(1, 2) AS k, generate_series(1, 2) AS r;

INSERT INTO requirement_progress (requirement_id, crn, referral_id, programme_code, state, state_on, sessions_attended,
        sessions_planned, failures_to_comply, last_session_on, last_outcome_code, as_at)
    SELECT md5('req' || n || k || 1)::uuid, crn, md5('ref' || n || k)::uuid, 'TSP', 'started', '2010-06-01', 7, 19, 1,
           '2010-07-01', 'ATTC', now()
      FROM member, generate_series(1, 2) AS k;

INSERT INTO custodial_sentence (sentence_id, crn, kind, court, offence_code, offence_committed_on, sentenced_on, length, provider,
        recorded_at, recorded_by)
    SELECT md5('custody' || n)::uuid, crn, 'determinate', 'crown_court', '00801', '2009-01-01', '2009-06-01',
           jsonb_build_object('years', 3, 'months', 0, 'weeks', 0, 'days', 0), provider, now(), 'bench'
      FROM member WHERE n % 3 = 0;

INSERT INTO stay (stay_id, crn, establishment_code, establishment_name, received_on)
    SELECT md5('stay' || n)::uuid, crn, 'RHI', 'Rye Hill', '2010-06-01' FROM member WHERE n % 3 = 0;

INSERT INTO assessment (assessment_id, crn, purpose, completed_on, answers, score_acc, score_ete, score_rel, score_life,
        score_drug, score_alc, score_think, score_att, needs, recorded_at, recorded_by)
    SELECT md5('ass' || n || k)::uuid, crn, 'start_of_order', date '2010-03-15' + k, '{}', 2, 4, 1, 3, 5, 2, 5, 3,
           ARRAY['ACC', 'ETE', 'LIFE', 'DRUG', 'THINK', 'ATT'], now(), 'bench'
      FROM member, generate_series(1, 2) AS k;

INSERT INTO public_protection_record (record_id, crn, version, mappa_category, mappa_level, rosh, rosh_overall, registers,
        next_review_on, recorded_at, recorded_by)
    SELECT md5('pp' || n)::uuid, crn, 1, 2, 2, '[]', 'medium', ARRAY[]::text[], '2011-01-01', now(), 'bench' FROM member;

INSERT INTO allocation (allocation_id, crn, role, officer_code, officer_name, provider, starts_on, tier, tier_reason, recorded_at,
        recorded_by)
    SELECT md5('om' || n)::uuid, crn, 'offender_manager', 'OM' || n % 300, 'Officer ' || n % 300, provider, '2010-03-03',
           1 + n % 4, 'bench', now(), 'bench'
      FROM member;

INSERT INTO plan (plan_id, crn, assessment_id, agreed_on, review_by, recorded_at, recorded_by)
    SELECT md5('plan' || n)::uuid, crn, md5('ass' || n || 2)::uuid, '2010-04-01', '2010-08-01', now(), 'bench' FROM member;

INSERT INTO objective (objective_id, plan_id, crn, place, assessment_id, section_code, objective, actions, complete_by)
    SELECT md5('obj' || n || k)::uuid, md5('plan' || n)::uuid, crn, k, md5('ass' || n || 2)::uuid,
           (ARRAY['THINK', 'DRUG', 'ETE'])[k], 'Think before acting when provoked by others',
           ARRAY['attend the programme', 'keep a diary'], '2011-01-01'
      FROM member, generate_series(1, 3) AS k;

INSERT INTO unmet_need (unmet_need_id, plan_id, crn, place, assessment_id, section_code, reason_code, reason)
    SELECT md5('unmet' || n)::uuid, md5('plan' || n)::uuid, crn, 1, md5('ass' || n || 2)::uuid, 'ACC', 'not_available',
           'No place in the area'
      FROM member;

DROP TABLE member;

ANALYZE;
