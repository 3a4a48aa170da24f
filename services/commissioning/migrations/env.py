"""Migrations of commissioning."""

from noms.chassis.database.migrate import run
from services.commissioning.rows import Row

run(Row.metadata)
