"""Who held posts: the holdings that sources tell of, and room for those that are recorded."""

from alembic import op

from noms.chassis.database.schema import app_role

revision = "2026_11_22_0010"
down_revision = "2026_11_22_0004"
branch_labels = None
depends_on = None

TABLE = """
CREATE TABLE post_holding (
    holding_id uuid CONSTRAINT post_holding_pkey PRIMARY KEY,
    post_code text NOT NULL,
    state text NOT NULL CONSTRAINT post_holding_state_check CHECK (state IN ('held', 'interim', 'vacant')),
    holder_name text,
    named_in text,
    valid_from date NOT NULL,
    valid_to date,
    dates_estimated boolean NOT NULL,
    source text NOT NULL,
    recorded_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    superseded_at timestamptz,
    superseded_by text,
    superseded_because text,
    CONSTRAINT post_holding_holder_name_check CHECK ((holder_name IS NULL) = (named_in IS NULL)),
    CONSTRAINT post_holding_vacant_check CHECK (state <> 'vacant' OR holder_name IS NULL),
    CONSTRAINT post_holding_valid_from_valid_to_check CHECK (valid_from <= valid_to),
    CONSTRAINT post_holding_superseded_check
        CHECK (num_nulls(superseded_at, superseded_by, superseded_because) IN (0, 3)),
    CONSTRAINT post_holding_post_code_days_excl EXCLUDE USING gist (
        int8range(hashtextextended(post_code, 0), hashtextextended(post_code, 0), '[]') WITH &&,
        daterange(valid_from, valid_to, '[]') WITH &&
    ) WHERE (superseded_at IS NULL)
);
"""

INDEX = "CREATE INDEX post_holding_post_code_valid_from_idx ON post_holding (post_code, valid_from)"

# Who held a post as the sources of the day name them: post, state, holder, publication, first day, last day, whether a day is
# estimated, source. What is attested for one day only is recorded for that day only.
FOUNDING = "founding paper 001"
KNOTT = "politics.co.uk 2004-06-08"
REGIONS = ("EM", "EE", "LON", "NE", "NW", "SE", "SW", "WAL", "WM", "YH")
HOLDINGS = [
    ("CE-NOMS", "held", "Martin Narey", FOUNDING, "2004-06-01", "2005-10-31", True,
     "founding paper 001; politics.co.uk 2004-06-08; last day [estimate]: followed in November 2005"),
    ("CE-NOMS", "held", "Helen Edwards", FOUNDING, "2005-11-01", "2008-03-31", True,
     "founding paper 001 (November 2005); first day [estimate]; last day: the agency begins on 2008-04-01"),
    ("CE-NOMS", "held", "Phil Wheatley", "general knowledge", "2008-04-01", "2010-05-31", True,
     "MI Addendum 2009/10 (the Director General of the Prison Service becomes Chief Executive); name and last day [known]"),
    ("CE-NOMS", "held", "Michael Spurr", "founding paper 003", "2010-06-01", "2017-03-31", True,
     "founding paper 003; first day [estimate], month [known]; last day with NOMS [known]"),
    ("NOM", "held", "Christine Knott", KNOTT, "2004-06-08", None, False,
     "politics.co.uk 2004-06-08 (first National Offender Manager); no end was found"),
    ("DG-HMPS", "held", "Phil Wheatley", "general knowledge", "2004-06-01", "2008-03-31", True,
     "name [known]; first day that of NOMS [estimate]; last day: becomes Chief Executive of the agency"),
    *(
        (f"ROM-{region}", "vacant", None, None, "2004-06-08", "2004-06-08", False,
         "politics.co.uk 2004-06-08 (ten Regional Offender Managers yet to be appointed); attested for this day")
        for region in REGIONS
    ),
    *(
        (f"DOM-{region}", "interim" if region == "NE" else "held", None, None, "2009-06-08", "2009-06-08", False,
         "Hansard 2009-06-08 (nine of ten filled; the North East covered by an interim); attested for this day")
        for region in REGIONS
    ),
]  # fmt: skip


def _written(value: str | bool | None) -> str:
    if value is None or isinstance(value, bool):
        return str(value).upper().replace("NONE", "NULL")
    return "'" + value.replace("'", "''") + "'"


def upgrade() -> None:
    op.execute(TABLE)
    op.execute(INDEX)
    for holding in HOLDINGS:
        values = ", ".join(_written(value) for value in holding)
        op.execute(f"INSERT INTO post_holding VALUES (gen_random_uuid(), {values}, 'published', now())")  # noqa: S608 - constants of this file
    op.execute(f'REVOKE UPDATE ON post_holding FROM "{app_role()}"')
    op.execute(f'GRANT UPDATE (superseded_at, superseded_by, superseded_because) ON post_holding TO "{app_role()}"')


def downgrade() -> None:
    op.execute("DROP TABLE post_holding")
