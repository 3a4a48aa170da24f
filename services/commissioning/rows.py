"""The base of every row of commissioning."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, MetaData, Text
from sqlalchemy.orm import DeclarativeBase

from noms.chassis.database.rows import INSTANT, NAMING


class Row(DeclarativeBase):
    """Rows of commissioning."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {str: Text, datetime: INSTANT, int: BigInteger}
