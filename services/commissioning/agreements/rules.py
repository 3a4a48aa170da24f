"""Who may agree what with whom, how an agreement moves from state to state, and what it says on a day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from noms.calendar import LAST_YEAR
from noms.contracts.commissioning.agreement_kinds import AgreementDirection, AgreementInstrument, AgreementState, Party
from noms.contracts.commissioning.agreement_views import AgreementMeasureView
from noms.contracts.commissioning.lifecycle import AgreementAct
from noms.contracts.commissioning.responsibilities import Standing
from noms.contracts.commissioning.specifications import UnitOfOutput
from noms.contracts.commissioning.text_views import FeeView, LineView, PartyView
from noms.reference.further_responsibilities import FurtherResponsibility

S = AgreementState
A = AgreementAct

# Every move there is; what is not in the table is refused. House rule: 0124.
MOVES = MappingProxyType(
    {
        (S.DRAFT, A.OFFER): S.OFFERED,
        (S.OFFERED, A.WITHDRAW_OFFER): S.DRAFT,
        (S.OFFERED, A.SIGN_AS_COMMISSIONER): S.SIGNED_BY_COMMISSIONER,
        (S.OFFERED, A.SIGN_AS_PROVIDER): S.SIGNED_BY_PROVIDER,
        (S.SIGNED_BY_COMMISSIONER, A.SIGN_AS_PROVIDER): S.SIGNED,
        (S.SIGNED_BY_PROVIDER, A.SIGN_AS_COMMISSIONER): S.SIGNED,
        (S.SIGNED, A.COMMENCE): S.LIVE,
        (S.LIVE, A.SUSPEND): S.SUSPENDED,
        (S.EXPIRING, A.SUSPEND): S.SUSPENDED,
        (S.SUSPENDED, A.RESUME): S.LIVE,  # or to where the suspension came from: `leads_to`
        (S.LIVE, A.LET_EXPIRE): S.EXPIRING,
        (S.LIVE, A.END): S.ENDED,
        (S.EXPIRING, A.END): S.ENDED,
        (S.SUSPENDED, A.END): S.ENDED,
        (S.LIVE, A.TERMINATE): S.TERMINATED,
        (S.EXPIRING, A.TERMINATE): S.TERMINATED,
        (S.SUSPENDED, A.TERMINATE): S.TERMINATED,
    }
)
SIGNS = MappingProxyType({Party.COMMISSIONER: A.SIGN_AS_COMMISSIONER, Party.PROVIDER: A.SIGN_AS_PROVIDER})

INBOUND_PROVIDER = "NOMS"
FIRST_SIGNATURE_ON = date(2004, 6, 1)  # House rule: 0107, NOMS begins on 1 June 2004


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


AGREED = tuple(part.name for part in fields(AgreedMeasure))


@dataclass(frozen=True)
class Agreed:
    """What an agreement says, for whoever measures, rates and settles by it.

    Fee, volume, price and measures are those of one day, the first unless another is asked for by `at`; `lines`, `parties`,
    `fees` and `measure_versions` hold every version with its days.
    """

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
    instrument: AgreementInstrument = AgreementInstrument.CONTRACT
    direction: AgreementDirection = AgreementDirection.OUTBOUND
    commissioner: str = ""
    text_number: int = 0
    lines: tuple[LineView, ...] = ()
    parties: tuple[PartyView, ...] = ()
    fees: tuple[FeeView, ...] = ()
    measure_versions: tuple[AgreementMeasureView, ...] = ()

    def at(self, day: date) -> "Agreed":
        """What it says on a day: the fee, the completions that are bought and their price, and the measures of that day."""
        fee = next((fee for fee in self.fees if _holds(fee, day)), None)
        bought = next((line for line in self.lines_on(day) if line.unit_of_output is UnitOfOutput.PROGRAMME_COMPLETION), None)
        return replace(
            self,
            annual_fee_pence=fee.annual_fee_pence if fee else 0,
            annual_volume=bought.annual_volume if bought else 0,
            unit_price_pence=bought.unit_price_pence if bought else 0,
            measures=tuple(_agreed_measure(measure) for measure in self.measure_versions if _holds(measure, day)),
        )

    def lines_on(self, day: date) -> tuple[LineView, ...]:
        """The lines in force on a day."""
        return tuple(line for line in self.lines if _holds(line, day))


def _agreed_measure(measure: AgreementMeasureView) -> AgreedMeasure:
    return AgreedMeasure(**{name: getattr(measure, name) for name in AGREED})


def _holds(part: LineView | FeeView | AgreementMeasureView, day: date) -> bool:
    return part.from_day <= day and (part.to_day is None or day <= part.to_day)


def leads_to(state: AgreementState, act: AgreementAct, *, before: AgreementState) -> AgreementState:
    """Where an act leads; a resumption undoes the suspension alone: what nobody will extend stays so. House rule: 0124."""
    return before if act is A.RESUME and (before, A.SUSPEND) in MOVES else MOVES[state, act]


class AgreementObjection(StrEnum):
    """Why an agreement cannot be drawn up, measured or signed."""

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
    NOT_OFFERED = "not_offered"
    SIGNED_BEFORE_NOMS = "signed_before_noms"
    SIGNED_IN_THE_FUTURE = "signed_in_the_future"


Why = AgreementObjection


def first(stands: dict[AgreementObjection, bool]) -> AgreementObjection | None:
    """The first objection that holds."""
    return next((objection for objection, holds in stands.items() if holds), None)


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
    return first(
        {
            Why.ENDS_BEFORE_IT_STARTS: ends_on < starts_on,
            Why.BEYOND_THE_CALENDAR: ends_on.year > LAST_YEAR,
            Why.NOBODY_MAY_PURCHASE: standing is not Standing.COMMISSIONED,
            Why.NOT_THE_RESPONSIBLE_COMMISSIONER: commissioner != responsible_office,
            Why.WRONG_INSTRUMENT: instrument.value != responsible_instrument,
        }
    )


def objection_to_selling(
    starts_on: date, ends_on: date, instrument: AgreementInstrument, bought: Sequence[FurtherResponsibility | None]
) -> AgreementObjection | None:
    """What stands against an agreement in which NOMS provides: for every place, the list says who buys, and by what instrument.

    House rule: 0123.
    """
    return first(
        {
            Why.ENDS_BEFORE_IT_STARTS: ends_on < starts_on,
            Why.BEYOND_THE_CALENDAR: ends_on.year > LAST_YEAR,
            Why.NOBODY_MAY_PURCHASE: any(row is None for row in bought),
            Why.WRONG_INSTRUMENT: any(row is not None and row.instrument.value != instrument.value for row in bought),
        }
    )


def objection_to_measure(
    *, state: AgreementState, measure_code: str, present: Collection[str], thresholds_in_order: bool
) -> AgreementObjection | None:
    """What stands against putting a measure in: a text that was offered is settled."""
    return first(
        {
            Why.TEXT_IS_SETTLED: state is not S.DRAFT,
            Why.MEASURE_IN_TWICE: measure_code in present,
            Why.THRESHOLDS_OUT_OF_ORDER: not thresholds_in_order,
        }
    )


def objection_to_signing(
    *, party: Party, may_sign: bool, signed_for_the_other: bool, signed_on: date, as_at: date
) -> AgreementObjection | None:
    """What stands against somebody's signature: each party signs by itself, and nobody signs for both. House rule: 0108."""
    return first(
        {
            Why.NOT_THE_COMMISSIONER: party is Party.COMMISSIONER and not may_sign,
            Why.NOT_THE_PROVIDER: party is Party.PROVIDER and not may_sign,
            Why.SIGNED_FOR_THE_OTHER: signed_for_the_other,
            Why.SIGNED_BEFORE_NOMS: signed_on < FIRST_SIGNATURE_ON,
            Why.SIGNED_IN_THE_FUTURE: signed_on > as_at,
        }
    )


def objection_to_signature(*, state: AgreementState, party: Party) -> AgreementObjection | None:
    """What stands against signing the original text: it must be on offer, and each party signs once."""
    if state is S.DRAFT:
        return Why.NOT_OFFERED
    return None if (state, SIGNS[party]) in MOVES else Why.ALREADY_SIGNED
