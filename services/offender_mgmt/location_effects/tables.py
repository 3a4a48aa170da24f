"""Tables that last as long as one file is taken in: its lines, and the changes that they imply."""

from sqlalchemy import BigInteger, Column, Date, MetaData, Table, Text, Uuid

PASSING = MetaData()
"""No migration makes them: they are made at the beginning of a file's transaction and are gone at its end."""

LINE = Table(
    "location_line",
    PASSING,
    Column("line", BigInteger),
    Column("crn", Text),
    Column("noms_number", Text),
    Column("establishment_code", Text),
    Column("received_on", Date),
    Column("reason_code", Text),
    Column("found", Text),
    Column("fault", Text),
    prefixes=["TEMPORARY"],
    postgresql_on_commit="DROP",
)
COPIED = ("line", "crn", "noms_number", "establishment_code", "received_on", "reason_code")

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
