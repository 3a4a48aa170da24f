"""The texts of agreements and their parts. Nothing here is ever changed: a later text is laid over the earlier."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Numeric, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.commissioning.rows import Row

THRESHOLD = Numeric(9, 3)
SHARE = Numeric(6, 3)


class AgreementTextRow(Row):
    """One settled text: what made it, and since when it is known. Parts of a text that nobody has settled have no such row."""

    __tablename__ = "agreement_text"

    agreement_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    cause: Mapped[str]
    in_force_from: Mapped[date]
    ends_on: Mapped[date]
    variation_id: Mapped[UUID | None]
    settled_at: Mapped[datetime]


class Part:
    """What every part says: which text it stands in, on which days it holds, and whether it strikes out what stood there."""

    agreement_id: Mapped[UUID]
    text_number: Mapped[int]
    from_day: Mapped[date]
    to_day: Mapped[date | None]
    struck: Mapped[bool]


class AgreementLineRow(Part, Row):
    """How much of a specification is bought for a place, at what price for each."""

    __tablename__ = "agreement_line"

    agreement_line_id: Mapped[UUID] = mapped_column(primary_key=True)
    specification: Mapped[str]
    specification_version: Mapped[int]
    place: Mapped[str]
    annual_volume: Mapped[int]
    unit_price_pence: Mapped[int]


class AgreementPartyRow(Part, Row):
    """Who is what to the agreement, with what share."""

    __tablename__ = "agreement_party"

    agreement_party_id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation: Mapped[str]
    name: Mapped[str]
    role: Mapped[str]
    body: Mapped[str]
    share_percent: Mapped[Decimal | None] = mapped_column(SHARE)
    delivers: Mapped[list[str]] = mapped_column(ARRAY(Text))


class AgreementMeasureRow(Part, Row):
    """A measure, with the version of its definition."""

    __tablename__ = "agreement_measure"

    agreement_measure_id: Mapped[UUID] = mapped_column(primary_key=True)
    measure_code: Mapped[str]
    definition_version: Mapped[int]
    domain: Mapped[str]
    direction: Mapped[str]
    floor: Mapped[Decimal] = mapped_column(THRESHOLD)
    target: Mapped[Decimal] = mapped_column(THRESHOLD)
    stretch: Mapped[Decimal] = mapped_column(THRESHOLD)
    weight: Mapped[int]


class AgreementClauseRow(Part, Row):
    """A clause with its words and what it lets happen."""

    __tablename__ = "agreement_clause"

    agreement_clause_id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str]
    number: Mapped[str | None]
    heading: Mapped[str]
    wording: Mapped[str]
    effects: Mapped[list[str]] = mapped_column(ARRAY(Text))
    source: Mapped[str]


class AgreementFeeRow(Part, Row):
    """The annual fee beside the lines."""

    __tablename__ = "agreement_fee"

    agreement_fee_id: Mapped[UUID] = mapped_column(primary_key=True)
    annual_fee_pence: Mapped[int]


class ExtensionOptionRow(Row):
    """A right to extend, as the original text gives it."""

    __tablename__ = "extension_option"

    agreement_id: Mapped[UUID] = mapped_column(primary_key=True)
    option_number: Mapped[int] = mapped_column(primary_key=True)
    exercise_by: Mapped[date]
    extends_to_at_most: Mapped[date]
