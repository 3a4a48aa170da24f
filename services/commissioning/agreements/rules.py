"""Who may agree what with whom, when a text is settled, and when it comes into force."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from noms.calendar import LAST_YEAR
from noms.contracts.commissioning.agreements import AgreementInstrument, AgreementState, Party
from noms.contracts.commissioning.responsibilities import Standing

S = AgreementState

# Every state that a signature leads to. Nothing leads away from LIVE: an agreement ends by its last day.
SIGNING = MappingProxyType(
    {
        (S.DRAFT, Party.COMMISSIONER): S.SIGNED_BY_COMMISSIONER,
        (S.DRAFT, Party.PROVIDER): S.SIGNED_BY_PROVIDER,
        (S.SIGNED_BY_COMMISSIONER, Party.PROVIDER): S.SIGNED,
        (S.SIGNED_BY_PROVIDER, Party.COMMISSIONER): S.SIGNED,
    }
)


@dataclass(frozen=True)
class AgreedMeasure:
    """What an agreement says of one measure."""

    measure_code: str
    definition_version: int
    domain: str
    direction: str
    floor: Decimal
    target: Decimal
    stretch: Decimal
    weight: int


@dataclass(frozen=True)
class Agreed:
    """What an agreement says, for whoever measures, rates and settles by it."""

    agreement_id: UUID
    provider: str
    state: AgreementState
    starts_on: date
    ends_on: date
    annual_fee_pence: int
    annual_volume: int
    unit_price_pence: int
    audience: tuple[str, ...]
    measures: tuple[AgreedMeasure, ...]


class AgreementObjection(StrEnum):
    """Why an agreement cannot be drawn up, changed, signed or brought into force."""

    ENDS_BEFORE_IT_STARTS = "ends_before_it_starts"
    BEYOND_THE_CALENDAR = "beyond_the_calendar"
    NOBODY_MAY_PURCHASE = "nobody_may_purchase"
    NOT_THE_RESPONSIBLE_COMMISSIONER = "not_the_responsible_commissioner"
    WRONG_INSTRUMENT = "wrong_instrument"
    TEXT_IS_SETTLED = "text_is_settled"
    MEASURE_IN_TWICE = "measure_in_twice"
    THRESHOLDS_OUT_OF_ORDER = "thresholds_out_of_order"
    NOT_THE_PROVIDER = "not_the_provider"
    NOT_THE_COMMISSIONER = "not_the_commissioner"
    SIGNED_FOR_THE_OTHER = "signed_for_the_other"
    ALREADY_SIGNED = "already_signed"
    SIGNED_BEFORE_NOMS = "signed_before_noms"
    SIGNED_IN_THE_FUTURE = "signed_in_the_future"
    NO_MEASURE = "no_measure"
    NOT_SIGNED_BY_BOTH = "not_signed_by_both"
    ALREADY_LIVE = "already_live"
    BEFORE_ITS_FIRST_DAY = "before_its_first_day"


FIRST_SIGNATURE_ON = date(2004, 6, 1)  # House rule: 0107, NOMS begins on 1 June 2004


def objection_to_drawing_up(
    *,
    starts_on: date,
    ends_on: date,
    commissioner: str,
    instrument: AgreementInstrument,
    standing: Standing,
    responsible_office: str | None,
    responsible_instrument: str | None,
) -> AgreementObjection | None:
    """What stands against this agreement: only the responsible commissioner on the first day may purchase, by its instrument.

    Where who purchases is undetermined, nobody may sign. House rule: 0106.
    """
    stands = {
        AgreementObjection.ENDS_BEFORE_IT_STARTS: ends_on < starts_on,
        AgreementObjection.BEYOND_THE_CALENDAR: ends_on.year > LAST_YEAR,
        AgreementObjection.NOBODY_MAY_PURCHASE: standing is not Standing.COMMISSIONED,
        AgreementObjection.NOT_THE_RESPONSIBLE_COMMISSIONER: commissioner != responsible_office,
        AgreementObjection.WRONG_INSTRUMENT: instrument.value != responsible_instrument,
    }
    return next((objection for objection, holds in stands.items() if holds), None)


def objection_to_measure(
    *, state: AgreementState, measure_code: str, present: Collection[str], thresholds_in_order: bool
) -> AgreementObjection | None:
    """What stands against putting a measure in: a text that somebody has signed is settled."""
    if state is not S.DRAFT:
        return AgreementObjection.TEXT_IS_SETTLED
    if measure_code in present:
        return AgreementObjection.MEASURE_IN_TWICE
    return None if thresholds_in_order else AgreementObjection.THRESHOLDS_OUT_OF_ORDER


def objection_to_signature(
    *,
    state: AgreementState,
    party: Party,
    may_sign: bool,
    signed_for_the_other: bool,
    measure_count: int,
    signed_on: date,
    as_at: date,
) -> AgreementObjection | None:
    """What stands against this signature: each party signs by itself, and nobody signs for both. House rule: 0108."""
    stands = {
        AgreementObjection.NOT_THE_COMMISSIONER: party is Party.COMMISSIONER and not may_sign,
        AgreementObjection.NOT_THE_PROVIDER: party is Party.PROVIDER and not may_sign,
        AgreementObjection.ALREADY_SIGNED: (state, party) not in SIGNING,
        AgreementObjection.SIGNED_FOR_THE_OTHER: signed_for_the_other,
        AgreementObjection.NO_MEASURE: measure_count == 0,
        AgreementObjection.SIGNED_BEFORE_NOMS: signed_on < FIRST_SIGNATURE_ON,
        AgreementObjection.SIGNED_IN_THE_FUTURE: signed_on > as_at,
    }
    return next((objection for objection, holds in stands.items() if holds), None)


def objection_to_commencement(*, state: AgreementState, starts_on: date, as_at: date) -> AgreementObjection | None:
    """What stands against bringing the agreement into force: both must have signed and its first day must have come."""
    if state is S.LIVE:
        return AgreementObjection.ALREADY_LIVE
    if state is not S.SIGNED:
        return AgreementObjection.NOT_SIGNED_BY_BOTH
    return AgreementObjection.BEFORE_ITS_FIRST_DAY if as_at < starts_on else None
