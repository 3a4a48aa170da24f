from sqlalchemy import MetaData

from noms.chassis.database.migrate import run

run(MetaData())
