"""Runs this service's migrations."""

from noms.chassis.database.migrate import run
from services.offender_mgmt.rows import Row

run(Row.metadata)
