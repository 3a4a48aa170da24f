"""Migrations of interventions."""

from noms.chassis.database.migrate import run
from services.interventions.rows import Row

run(Row.metadata)
