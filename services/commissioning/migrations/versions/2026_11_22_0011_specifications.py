"""Specifications and unit costs, with the catalogue that ships.

House rule: 0118. What no source prints is marked as assumed, row by row; the catalogue grows by versions, never by changing one.
"""

from alembic import op

from noms.chassis.database.schema import app_role

revision = "2026_11_22_0011"
down_revision = "2026_11_22_0010"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE specification_version (
    code text NOT NULL,
    version bigint NOT NULL CONSTRAINT specification_version_version_check CHECK (version >= 1),
    title text NOT NULL,
    outputs text[] NOT NULL CONSTRAINT specification_version_outputs_check CHECK (cardinality(outputs) >= 1),
    minimum_standard text NOT NULL,
    mandatory_references text[] NOT NULL,
    unit_of_output text NOT NULL,
    cost_driver text NOT NULL,
    eligibility jsonb NOT NULL,
    restricted_probation_provision boolean NOT NULL,
    assumed boolean NOT NULL,
    source text NOT NULL,
    state text NOT NULL CONSTRAINT specification_version_state_check CHECK (state IN ('draft', 'published', 'archived')),
    in_force_from date,
    in_force_to date,
    drafted_by text NOT NULL,
    drafted_at timestamptz NOT NULL,
    published_at timestamptz,
    archived_at timestamptz,
    archived_because text,
    CONSTRAINT specification_version_pkey PRIMARY KEY (code, version),
    CONSTRAINT specification_version_days_check CHECK (in_force_from <= in_force_to),
    CONSTRAINT specification_version_published_at_check
        CHECK ((state = 'draft') = (published_at IS NULL) AND (state = 'draft') = (in_force_from IS NULL)),
    CONSTRAINT specification_version_archived_at_check CHECK ((state = 'archived') = (archived_at IS NOT NULL)),
    CONSTRAINT specification_version_code_days_excl EXCLUDE USING gist (
        int8range(hashtextextended(code, 0), hashtextextended(code, 0), '[]') WITH &&,
        daterange(in_force_from, in_force_to, '[]') WITH &&
    ) WHERE (state <> 'draft')
);

CREATE TABLE specification_benchmark (
    specification_benchmark_id uuid CONSTRAINT specification_benchmark_pkey PRIMARY KEY,
    specification text NOT NULL,
    year text NOT NULL,
    unit text NOT NULL,
    establishment_function text,
    provider text,
    low_pence bigint NOT NULL CONSTRAINT specification_benchmark_low_pence_check CHECK (low_pence >= 0),
    central_pence bigint NOT NULL,
    high_pence bigint NOT NULL,
    basis text NOT NULL CONSTRAINT specification_benchmark_basis_check CHECK (basis IN ('published', 'derived', 'estimate')),
    source text NOT NULL,
    reported_by text NOT NULL,
    reported_at timestamptz NOT NULL,
    CONSTRAINT specification_benchmark_order_check CHECK (low_pence <= central_pence AND central_pence <= high_pence)
);

CREATE INDEX specification_benchmark_specification_idx ON specification_benchmark (specification)
"""

MOVES_ALONE = "state, in_force_from, in_force_to, published_at, archived_at, archived_because"

# code, version, title, outputs, least standard, references, unit, cost driver, eligibility, restricted, assumed, source, from, to
CATALOGUE = """
('CUSTODY-LOCAL', 1, 'A place in a local prison',
 '{"A place that is certified, available and served by the regime","Every person produced at court on the day"}',
 'The place is certified as fit under the Prison Act 1952 s.14 and its standards are met; a place that is not is unavailable.',
 '{"Prison Act 1952 s.14","PSO 1900"}', 'place', 'Category, age of the buildings and turnover of receptions',
 '{"categories": ["B", "C", "D", "YOI"], "sexes": ["male"], "youngest_age": 18}', false, true,
 'Functions of establishments.csv; places and availability as in NAO HC 700 2002-03. Wording and limits are assumed.',
 '2004-06-01', NULL),
('CUSTODY-TRAINER', 1, 'A place in a training prison',
 '{"A place that is certified, available and served by the regime","Purposeful activity for every prisoner"}',
 'The place is certified as fit under the Prison Act 1952 s.14 and its standards are met; a place that is not is unavailable.',
 '{"Prison Act 1952 s.14","PSO 1900"}', 'place', 'Category and hours of activity',
 '{"categories": ["B", "C"], "sexes": ["male"], "youngest_age": 18}', false, true,
 'Functions of establishments.csv; places and availability as in NAO HC 700 2002-03. Wording and limits are assumed.',
 '2004-06-01', NULL),
('CUSTODY-OPEN', 1, 'A place in an open or semi-open prison',
 '{"A place that is certified and available","Work in the community for whoever is fit for it"}',
 'The place is certified as fit under the Prison Act 1952 s.14; nobody is placed whose category does not allow it.',
 '{"Prison Act 1952 s.14","PSO 1900"}', 'place', 'Share of prisoners who work outside',
 '{"categories": ["C", "D"], "sexes": ["male"], "youngest_age": 18}', false, true,
 'Functions of establishments.csv. Wording and limits are assumed.', '2004-06-01', NULL),
('CUSTODY-HIGH-SECURITY', 1, 'A place in the High Security Estate',
 '{"A place fit for prisoners of category A"}',
 'The place is certified as fit under the Prison Act 1952 s.14; no escape of a prisoner of category A.',
 '{"Prison Act 1952 s.14","PSO 1900"}', 'place', 'Staff for each prisoner of category A',
 '{"categories": ["A", "B"], "sexes": ["male"], "youngest_age": 18}', false, true,
 'Functions of establishments.csv; key target of no category A escape. Wording and limits are assumed.', '2004-06-01', NULL),
('CUSTODY-FEMALE', 1, 'A place in a prison for women',
 '{"A place that is certified, available and served by the regime"}',
 'The place is certified as fit under the Prison Act 1952 s.14 and its standards are met.',
 '{"Prison Act 1952 s.14","PSO 1900"}', 'place', 'Health and family needs',
 '{"sexes": ["female"], "youngest_age": 18}', false, true,
 'Functions of establishments.csv. Wording and limits are assumed.', '2004-06-01', NULL),
('CUSTODY-YOI', 1, 'A place for a young adult',
 '{"A place that is certified, available and served by the regime","Education for whoever is of an age for it"}',
 'The place is certified as fit under the Prison Act 1952 s.14 and its standards are met.',
 '{"Prison Act 1952 s.14","PSO 1900"}', 'place', 'Hours of education and training',
 '{"categories": ["YOI"], "sexes": ["male"], "youngest_age": 18, "oldest_age": 20}', false, true,
 'Functions of establishments.csv. Wording and limits are assumed.', '2004-06-01', NULL),
('CUSTODY-JUVENILE', 1, 'A place for a boy under eighteen',
 '{"A place that is certified and available to the Youth Justice Board"}',
 'The place is certified as fit under the Prison Act 1952 s.14 and its standards are met.',
 '{"Prison Act 1952 s.14"}', 'place', 'Staff for each young person',
 '{"categories": ["YOI"], "sexes": ["male"], "youngest_age": 15, "oldest_age": 17}', false, true,
 'Founding paper 003: the agency is commissioned by the Youth Justice Board. Wording and limits are assumed.',
 '2004-06-01', NULL),
('CUSTODY-IMMIGRATION', 1, 'A place for a person detained for immigration control',
 '{"A place that is available to the Border Agency"}',
 'The Detention Centre Rules 2001 are kept.',
 '{"Detention Centre Rules 2001"}', 'place', 'Length of stay and escorts',
 '{"categories": ["IRC"], "youngest_age": 18}', false, true,
 'Founding paper 003: the agency is commissioned by the Border Agency. Wording and limits are assumed.', '2004-06-01', NULL),
('OFFENDER-MANAGEMENT', 1, 'Management of a sentence in the community',
 '{"One offender manager for each person, from sentence to its end","A plan that is kept, reviewed and enforced"}',
 'The timescales of the National Standards 2007 for allocation, first contact, plan and review.',
 '{"National Standards 2007","Offender Management Act 2007 s.7"}', 'case', 'Tier of the case',
 '{"youngest_age": 18}', false, true,
 'NOMS Offender Management Model; National Standards 2007. Unit and cost driver are assumed.', '2007-01-01', NULL),
('OFFENDER-SUPERVISION', 1, 'Supervision of a sentence in custody',
 '{"An offender supervisor for each prisoner in scope of offender management"}',
 'An offender supervisor within two working days and a contact within ten.',
 '{"National Standards 2007"}', 'case', 'Prisoners in scope',
 '{"youngest_age": 18}', false, true,
 'Founding paper 004 for the scope; National Standards 2007 for the days. Unit and cost driver are assumed.',
 '2007-01-01', NULL),
('UNPAID-WORK', 1, 'Unpaid work',
 '{"Hours of work of use to the community, done within twelve months"}',
 'Forty to three hundred hours in all, within twelve months of the order.',
 '{"Criminal Justice Act 2003 s.199","Criminal Justice Act 2003 s.200"}', 'hour', 'Size of the work party',
 '{"youngest_age": 16}', false, false,
 'Criminal Justice Act 2003 ss.199 and 200, as carried in community_requirements.csv.', '2005-04-04', '2009-11-29'),
('UNPAID-WORK', 2, 'Unpaid work',
 '{"Hours of work of use to the community, done within twelve months"}',
 'Forty to three hundred hours in all, within twelve months of the order.',
 '{"Criminal Justice Act 2003 s.199","Criminal Justice Act 2003 s.200"}', 'hour', 'Size of the work party',
 '{"youngest_age": 18}', false, false,
 'Criminal Justice Act 2003 ss.199 and 200; under eighteens by youth rehabilitation order from 30 November 2009 (SI 2009/3074).',
 '2009-11-30', NULL),
('PROGRAMME-COMPLETION', 1, 'Completion of an accredited programme',
 '{"A programme under a requirement of an order, completed as its evidences show"}',
 'Post-programme measures done, report written, sent to the offender manager, and recorded.',
 '{"Criminal Justice Act 2003 s.202","PC 09/2007"}', 'programme_completion', 'Sessions of the programme and size of the group',
 '{"youngest_age": 18}', false, false,
 'Criminal Justice Act 2003 s.202; PC 09/2007 for what a completion is.', '2007-04-01', NULL),
('COURT-REPORTS', 1, 'Reports to courts before sentence',
 '{"A report to the court by the day that the court has set"}',
 'A standard delivery report within fifteen working days.',
 '{"Criminal Justice Act 2003 s.158"}', 'report', 'Kind of report',
 '{}', false, true, 'Hansard 2003-03-11 for the days. Boards alone provided it then. Unit and cost driver are assumed.',
 '2004-06-01', '2008-03-31'),
('COURT-REPORTS', 2, 'Reports to courts before sentence',
 '{"A report to the court by the day that the court has set"}',
 'A standard delivery report within fifteen working days.',
 '{"Criminal Justice Act 2003 s.158","Offender Management Act 2007 s.4"}', 'report', 'Kind of report',
 '{}', true, true,
 'Offender Management Act 2007 s.4 for who may provide it; Hansard 2003-03-11 for the days. Unit and cost driver are assumed.',
 '2008-04-01', NULL),
('BAIL-INFORMATION', 1, 'Information to courts that decide on bail',
 '{"Verified information for the court and the prosecutor on the day of the hearing"}',
 'Only what was verified is given.',
 '{"Offender Management Act 2007 s.1","Offender Management Act 2007 s.4"}', 'report', 'Hearings in a year',
 '{}', true, true,
 'Offender Management Act 2007 ss.1 and 4. Standard, unit and cost driver are assumed.', '2008-04-01', NULL),
('APPROVED-PREMISES', 1, 'A night in approved premises',
 '{"A supervised bed, staffed at night, with the curfew kept"}',
 'The premises are approved under the Offender Management Act 2007 s.13.',
 '{"Offender Management Act 2007 s.13"}', 'bed_night', 'Beds and waking night staff',
 '{"youngest_age": 18}', false, true,
 'Offender Management Act 2007 s.13. Unit and cost driver are assumed.', '2004-06-01', NULL),
('ELECTRONIC-MONITORING', 1, 'Electronic monitoring of a curfew or exclusion',
 '{"One person monitored for one day, however many orders ask for it","Every breach told to the responsible officer"}',
 'Equipment fitted on the first day of the curfew; nobody is charged for before it is fitted or after it is removed.',
 '{"Criminal Justice Act 2003 s.215"}', 'monitored_day', 'Visits to fit and remove the equipment',
 '{"youngest_age": 10}', false, true,
 'Contracts of 1 April 2005 (PC 23/2005). That days and not orders are paid for is assumed, after NAO HC 737 of 2013.',
 '2005-04-01', NULL),
('VICTIM-CONTACT', 1, 'Contact with victims',
 '{"An offer of contact to every victim of a qualifying offence within eight weeks of sentence"}',
 'The offer is made within forty working days of sentence.',
 '{"Domestic Violence, Crime and Victims Act 2004 s.35"}', 'case', 'Qualifying sentences in a year',
 '{}', false, true,
 'Domestic Violence, Crime and Victims Act 2004 s.35. Unit and cost driver are assumed.', '2005-07-01', NULL)
"""

SEED = f"""
INSERT INTO specification_version (code, version, title, outputs, minimum_standard, mandatory_references, unit_of_output,
    cost_driver, eligibility, restricted_probation_provision, assumed, source, in_force_from, in_force_to, state, drafted_by,
    drafted_at, published_at)
SELECT code, version, title, outputs::text[], minimum_standard, mandatory_references::text[], unit_of_output, cost_driver,
    eligibility::jsonb, restricted, assumed, source, in_force_from::date, in_force_to::date, 'published', 'noms', now(), now()
  FROM (VALUES {CATALOGUE}) AS catalogue (code, version, title, outputs, minimum_standard, mandatory_references,
    unit_of_output, cost_driver, eligibility, restricted, assumed, source, in_force_from, in_force_to)
"""  # noqa: S608 - it is made of the constant above alone


def upgrade() -> None:
    for statement in TABLES.split("\n\n"):
        op.execute(statement)
    op.execute(SEED.replace(":", "\\:"))
    role = app_role()
    op.execute(f'REVOKE UPDATE ON specification_version, specification_benchmark FROM "{role}"')
    op.execute(f'GRANT UPDATE ({MOVES_ALONE}) ON specification_version TO "{role}"')


def downgrade() -> None:
    op.execute("DROP TABLE specification_benchmark, specification_version")
