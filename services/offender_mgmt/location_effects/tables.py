"""Tables that last as long as one file is taken in: its lines, and the changes that they imply."""

from sqlalchemy import BigInteger, Column, Date, MetaData, Table, Text, Uuid

PASSING = MetaData()
"""No migration makes them: they are made at the beginning of a file's transaction and are gone at its end."""

SAID = Table(
    "location_said",
    PASSING,
    Column("line", BigInteger),
    Column("crn", Text),
    Column("noms_number", Text),
    Column("establishment_code", Text),
    Column("received_on", Date),
    Column("reason_code", Text),
    prefixes=["TEMPORARY"],
    postgresql_on_commit="DROP",
)
"""What the lines say, as they came."""

LINE = Table(
    "location_line",
    PASSING,
    Column("line", BigInteger),
    Column("establishment_code", Text),
    Column("received_on", Date),
    Column("reason_code", Text),
    Column("found", Text),
    Column("fault", Text),
    prefixes=["TEMPORARY"],
    postgresql_on_commit="DROP",
)
"""The same lines, each with the person whom it names, or what is wrong with it."""

CHANGE = Table(
    "location_change",
    PASSING,
    Column("crn", Text),
    Column("line", BigInteger),
    Column("out_of", Text),
    Column("moved_into", Text),
    Column("moved_on", Date),
    Column("reason_code", Text),
    Column("placed_by", Text),
    Column("movement_id", Uuid),
    Column("fault", Text),
    prefixes=["TEMPORARY"],
    postgresql_on_commit="DROP",
)
