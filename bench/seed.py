"""Cases by the thousand, made by SQL inside a migrated database: the shape of a real caseload, no real person."""

from collections.abc import Sequence

CASES = 20_000
AREAS = ("LDN", "WMP", "GMP", "LCS", "MRS", "HPS", "KNT", "TVP", "WPT", "YSW")
"""Ten organisations that share the cases evenly."""

_AREA = f"(ARRAY{list(AREAS)!r})[1 + n % {len(AREAS)}]"
_CRN = "'B' || lpad(n::text, 6, '0')"


def _made(kind: str, *parts: str) -> str:
    """A stable identifier of the n-th thing of a kind."""
    return f"md5('{kind}' || n{''.join(f' || {part}' for part in parts)})::uuid"


def statements(cases: int) -> Sequence[str]:
    """The statements that fill offender_mgmt's tables with `cases` cases."""
    every = f"FROM generate_series(1, {cases}) AS n"
    third = f"{every} WHERE n % 3 = 0"
    return (
        f"""INSERT INTO person (crn, forename, surname, forename_key, surname_key, date_of_birth, sex, provider, recorded_at,
                recorded_by, audience)
            SELECT {_CRN}, 'Forename' || n % 997, 'Surname' || n % 4999, 'FORENAME' || n % 997, 'SURNAME' || n % 4999,
                   date '1950-01-01' + n % 15000, 'male', {_AREA}, now(), 'bench',
                   ARRAY['*', 'organisation:' || {_AREA}] || CASE WHEN n % 3 = 0 THEN ARRAY['establishment:RHI'] ELSE '{{}}' END
            {every}""",
        f"""INSERT INTO person_identifier (person_identifier_id, crn, kind, value, held_from)
            SELECT {_made("pnc")}, {_CRN}, 'pnc', '2001/' || lpad(n::text, 7, '0') || 'A', '2001-01-01' {every}""",
        f"""INSERT INTO court_order (order_id, crn, kind, court, offence_code, offence_committed_on, convicted_on, made_on, ends_on,
                provider, recorded_at, recorded_by)
            SELECT {_made("order", "k")}, {_CRN}, 'community_order', 'magistrates_court', '10501', '2010-01-01', '2010-02-01',
                   date '2010-03-01' + k, '2012-02-28', {_AREA}, now(), 'bench'
            FROM generate_series(1, {cases}) AS n, generate_series(1, 2) AS k""",
        f"""INSERT INTO requirement (requirement_id, order_id, crn, place, code, name, programme_code, quantity, unit, consented)
            SELECT {_made("req", "k", "r")}, {_made("order", "k")}, {_CRN}, r, CASE r WHEN 1 THEN 'PROG' ELSE 'UPW' END,
                   CASE r WHEN 1 THEN 'Programme' ELSE 'Unpaid work' END, CASE r WHEN 1 THEN 'TSP' END, 60, 'hours', false
            FROM generate_series(1, {cases}) AS n, generate_series(1, 2) AS k, generate_series(1, 2) AS r""",
        f"""INSERT INTO requirement_progress (requirement_id, crn, referral_id, programme_code, state, state_on, sessions_attended,
                sessions_planned, failures_to_comply, last_session_on, last_outcome_code, as_at)
            SELECT {_made("req", "k", "1")}, {_CRN}, {_made("ref", "k")}, 'TSP', 'started', '2010-06-01', 7, 19, 1, '2010-07-01',
                   'ATTC', now()
            FROM generate_series(1, {cases}) AS n, generate_series(1, 2) AS k""",
        f"""INSERT INTO custodial_sentence (sentence_id, crn, kind, court, offence_code, offence_committed_on, sentenced_on, length,
                provider, recorded_at, recorded_by)
            SELECT {_made("cust")}, {_CRN}, 'determinate', 'crown_court', '00801', '2009-01-01', '2009-06-01',
                   '{{"years": 3, "months": 0, "weeks": 0, "days": 0}}', {_AREA}, now(), 'bench' {third}""",
        f"""INSERT INTO stay (stay_id, crn, establishment_code, establishment_name, received_on)
            SELECT {_made("stay")}, {_CRN}, 'RHI', 'Rye Hill', '2010-06-01' {third}""",
        f"""INSERT INTO assessment (assessment_id, crn, purpose, completed_on, answers, score_acc, score_ete, score_rel, score_life,
                score_drug, score_alc, score_think, score_att, needs, recorded_at, recorded_by)
            SELECT {_made("ass", "k")}, {_CRN}, 'start_of_order', date '2010-03-15' + k, '{{}}', 2, 4, 1, 3, 5, 2, 5, 3,
                   ARRAY['ACC', 'ETE', 'LIFE', 'DRUG', 'THINK', 'ATT'], now(), 'bench'
            FROM generate_series(1, {cases}) AS n, generate_series(1, 2) AS k""",
        f"""INSERT INTO public_protection_record (record_id, crn, version, mappa_category, mappa_level, rosh, rosh_overall, registers,
                next_review_on, recorded_at, recorded_by)
            SELECT {_made("pp")}, {_CRN}, 1, 2, 2, '[]', 'medium', ARRAY[]::text[], '2011-01-01', now(), 'bench' {every}""",
        f"""INSERT INTO allocation (allocation_id, crn, role, officer_code, officer_name, provider, starts_on, tier, tier_reason,
                recorded_at, recorded_by)
            SELECT {_made("om")}, {_CRN}, 'offender_manager', 'OM' || n % 300, 'Officer ' || n % 300, {_AREA}, '2010-03-03', 1 + n % 4,
                   'bench', now(), 'bench' {every}""",
        f"""INSERT INTO plan (plan_id, crn, assessment_id, agreed_on, review_by, recorded_at, recorded_by)
            SELECT {_made("plan")}, {_CRN}, {_made("ass", "2")}, '2010-04-01', '2010-08-01', now(), 'bench' {every}""",
        f"""INSERT INTO objective (objective_id, plan_id, crn, place, assessment_id, section_code, objective, actions, complete_by)
            SELECT {_made("obj", "k")}, {_made("plan")}, {_CRN}, k, {_made("ass", "2")}, (ARRAY['THINK', 'DRUG', 'ETE'])[k],
                   'Think before acting when provoked by others', ARRAY['attend the programme', 'keep a diary'], '2011-01-01'
            FROM generate_series(1, {cases}) AS n, generate_series(1, 3) AS k""",
        f"""INSERT INTO unmet_need (unmet_need_id, plan_id, crn, place, assessment_id, section_code, reason_code, reason)
            SELECT {_made("unmet")}, {_made("plan")}, {_CRN}, 1, {_made("ass", "2")}, 'ACC', 'not_available', 'No place in the area'
            {every}""",
        "ANALYZE",
    )  # fmt: skip
