from noms.chassis.database.migrate import run
from sqlalchemy import MetaData

run(MetaData())
