-- Cases numbered :first to :last in a migrated database of offender_mgmt, with twenty thousand surnames that differ as names do.
-- The triggers of person work row by row: here the same rows are written at once.
ALTER TABLE person DISABLE TRIGGER USER;

INSERT INTO person (crn, forename, surname, forename_key, surname_key, date_of_birth, sex, provider, recorded_at, recorded_by,
        audience)
    SELECT 'C' || lpad(n::text, 6, '0'), initcap(forename), initcap(surname), forename, surname, date '1950-01-01' + n * 7919 % 15000,
           'male', area, now(), 'bench',
           ARRAY['*', 'organisation:' || area] || CASE WHEN n % 3 = 0 THEN ARRAY['establishment:RHI'] ELSE ARRAY[]::text[] END
      FROM generate_series(:first, :last) AS n,
           LATERAL (SELECT (ARRAY['LDN', 'WMP', 'MCG', 'LCS', 'MRS', 'HPS', 'KNT', 'TVP', 'WPT', 'YSW'])[1 + n % 10]) AS a (area),
           LATERAL (SELECT n * 6007 % 20000 AS s, n * 31 % 900 AS f) AS drawn,
           LATERAL (SELECT
               (ARRAY['BRAN', 'CHAL', 'DUN', 'ELD', 'FAIR', 'GRIM', 'HOL', 'IVES', 'KEN', 'LANG', 'MAR', 'NOR', 'OAK', 'PEN', 'QUIN',
                      'ROS', 'STAN', 'THORN', 'UNDER', 'WEST'])[1 + s % 20]
               || (ARRAY['BER', 'COM', 'DEN', 'FIELD', 'GATE', 'HAM', 'LOW', 'MERE', 'NEY', 'RIDGE'])[1 + s / 20 % 10]
               || (ARRAY['BY', 'COTT', 'DALE', 'FORD', 'GROVE', 'HURST', 'LEY', 'MAN', 'SON', 'WORTH'])[1 + s / 200 % 10]
               || (ARRAY['', 'E', 'S', 'LEE', 'TON', 'WICK', 'STEAD', 'MORE', 'HOUSE', 'WELL'])[1 + s / 2000] AS surname,
               (ARRAY['AL', 'BEN', 'COL', 'DAR', 'ED', 'FRAN', 'GAR', 'HAR', 'JAS', 'KEV', 'LIN', 'MOR', 'NEL', 'OR', 'PAT', 'RAY',
                      'SAM', 'TED', 'VIC', 'WIL', 'ABE', 'BER', 'CUR', 'DEL', 'EMM', 'FIN', 'GUS', 'HUG', 'IAN', 'JON'])[1 + f % 30]
               || (ARRAY['A', 'BERT', 'CIS', 'DON', 'EN', 'FRED', 'GAN', 'HAN', 'IN', 'KIN', 'LAN', 'MAN', 'NIE', 'OLD', 'PER',
                      'RIS', 'SON', 'TON', 'US', 'VIN', 'WIN', 'Y', 'ARD', 'EL', 'ERT', 'IE', 'ICK', 'LEY', 'MUND', 'WARD'])[1 + f / 30]
               AS forename) AS named;

ALTER TABLE person ENABLE TRIGGER USER;

CREATE TEMPORARY TABLE member AS
    SELECT crn, provider, surname_key, forename_key, audience, substr(crn, 2)::int AS n FROM person
     WHERE crn BETWEEN 'C' || lpad((:first)::text, 6, '0') AND 'C' || lpad((:last)::text, 6, '0');

INSERT INTO case_place (tag, surname_key, forename_key, crn)
    SELECT DISTINCT tag, surname_key, forename_key, crn FROM member, unnest(audience) AS tag;

INSERT INTO name_mark (mark, name_key, trigrams)
    SELECT mark, named.name_key, count(*) OVER (PARTITION BY named.name_key) - 1
      FROM (SELECT surname_key AS name_key FROM member UNION SELECT forename_key FROM member) AS named,
           LATERAL name_marks(named.name_key) AS mark
    ON CONFLICT DO NOTHING;

INSERT INTO person_identifier (person_identifier_id, crn, kind, value, held_from)
    SELECT md5('growing pnc' || n)::uuid, crn, 'pnc', '2001/' || lpad(n::text, 7, '0') || 'A', '2001-01-01' FROM member;

INSERT INTO court_order (order_id, crn, kind, court, offence_code, offence_committed_on, convicted_on, made_on, ends_on, provider,
        recorded_at, recorded_by)
    SELECT md5('growing order' || n)::uuid, crn, 'community_order', 'magistrates_court', '10501', '2010-01-01', '2010-02-01',
           '2010-03-01', '2012-02-28', provider, now(), 'bench'
      FROM member;

INSERT INTO requirement (requirement_id, order_id, crn, place, code, name, programme_code, quantity, unit, consented)
    SELECT md5('growing req' || n || r)::uuid, md5('growing order' || n)::uuid, crn, r, CASE r WHEN 1 THEN 'PROG' ELSE 'UPW' END,
           CASE r WHEN 1 THEN 'Programme' ELSE 'Unpaid work' END, CASE r WHEN 1 THEN 'TSP' END, 60, 'hours', false
      FROM member, generate_series(1, 2) AS r;

INSERT INTO stay (stay_id, crn, establishment_code, establishment_name, received_on)
    SELECT md5('growing stay' || n)::uuid, crn, 'RHI', 'Rye Hill', date '2010-06-01' - n % 300 FROM member WHERE n % 3 = 0;

INSERT INTO assessment (assessment_id, crn, purpose, completed_on, answers, score_acc, score_ete, score_rel, score_life,
        score_drug, score_alc, score_think, score_att, needs, recorded_at, recorded_by)
    SELECT md5('growing ass' || n)::uuid, crn, 'start_of_order', '2010-03-16', '{}', 2, 4, 1, 3, 5, 2, 5, 3,
           ARRAY['ACC', 'ETE', 'LIFE', 'DRUG', 'THINK', 'ATT'], now(), 'bench'
      FROM member;

INSERT INTO allocation (allocation_id, crn, role, officer_code, officer_name, provider, starts_on, tier, tier_reason, recorded_at,
        recorded_by)
    SELECT md5('growing om' || n)::uuid, crn, 'offender_manager', 'OM' || n % 300, 'Officer ' || n % 300, provider, '2010-03-03',
           1 + n % 4, 'bench', now(), 'bench'
      FROM member;

INSERT INTO plan (plan_id, crn, assessment_id, agreed_on, review_by, recorded_at, recorded_by)
    SELECT md5('growing plan' || n)::uuid, crn, md5('growing ass' || n)::uuid, '2010-04-01', '2010-08-01', now(), 'bench'
      FROM member;

DROP TABLE member;
