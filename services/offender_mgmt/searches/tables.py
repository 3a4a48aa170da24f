"""What names have in common, kept by PostgreSQL beside people and the names they went by."""

from sqlalchemy.orm import Mapped, mapped_column

from services.offender_mgmt.rows import Row


class NameMarkRow(Row):
    """A run of three letters, or the sound, of a name that somebody bears. A trigger on `person` and `alias` writes it alone.

    There is one for each name and not for each person, so that looking for names that are alike costs as much among
    many people as among few.
    """

    __tablename__ = "name_mark"

    mark: Mapped[str] = mapped_column(primary_key=True)
    name_key: Mapped[str] = mapped_column(primary_key=True)
    trigrams: Mapped[int]
