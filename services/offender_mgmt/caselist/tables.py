"""The places of cases, kept by PostgreSQL beside each person: one row for each tag of the audience."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from services.offender_mgmt.rows import Row


class CasePlaceRow(Row):
    """Where a case stands in the list of everybody who reaches this tag. A trigger on `person` writes it, nobody else."""

    __tablename__ = "case_place"

    tag: Mapped[str] = mapped_column(primary_key=True)
    surname_key: Mapped[str] = mapped_column(primary_key=True)
    forename_key: Mapped[str] = mapped_column(primary_key=True)
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"), primary_key=True)
