"""What stands against a variation or an extension, and who must sign it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from noms.calendar import LAST_YEAR
from noms.contracts.commissioning.agreement_kinds import AgreementState, Party
from noms.contracts.commissioning.agreements import PriceLimit
from noms.contracts.commissioning.text_views import ExtensionOptionView, LineView
from noms.contracts.commissioning.variations import TextChanges, VariationKind, VariationState

S = VariationState

# Every state that a signature leads to; a mandatory change is settled by the commissioner alone. House rule: 0126.
BY_BOTH: Mapping[tuple[VariationState, Party], VariationState] = MappingProxyType(
    {
        (S.PROPOSED, Party.COMMISSIONER): S.SIGNED_BY_COMMISSIONER,
        (S.PROPOSED, Party.PROVIDER): S.SIGNED_BY_PROVIDER,
        (S.SIGNED_BY_COMMISSIONER, Party.PROVIDER): S.SETTLED,
        (S.SIGNED_BY_PROVIDER, Party.COMMISSIONER): S.SETTLED,
    }
)
BY_NOTICE: Mapping[tuple[VariationState, Party], VariationState] = MappingProxyType({(S.PROPOSED, Party.COMMISSIONER): S.SETTLED})
OPEN = frozenset({S.PROPOSED, S.SIGNED_BY_COMMISSIONER, S.SIGNED_BY_PROVIDER})

MAY_BE_VARIED = frozenset({AgreementState.SIGNED, AgreementState.LIVE, AgreementState.SUSPENDED, AgreementState.EXPIRING})
MAY_BE_EXTENDED = MAY_BE_VARIED - {AgreementState.EXPIRING}


class VariationObjection(StrEnum):
    """Why a variation or an extension cannot be proposed, signed or withdrawn."""

    CANNOT_BE_VARIED = "cannot_be_varied"
    NOT_THE_COMMISSIONER = "not_the_commissioner"
    NOTHING_CHANGES = "nothing_changes"
    OUTSIDE_ITS_DAYS = "outside_its_days"
    NO_CLAUSE_FOR_NOTICE = "no_clause_for_notice"
    PRICE_NEEDS_BOTH = "price_needs_both"
    PRICE_LIMIT = "price_limit"
    NO_SUCH_OPTION = "no_such_option"
    OPTION_OUT_OF_TURN = "option_out_of_turn"
    EXTENDS_TOO_LITTLE = "extends_too_little"
    EXTENDS_TOO_FAR = "extends_too_far"
    AFTER_ITS_DEADLINE = "after_its_deadline"
    NOTICE_TOO_LATE = "notice_too_late"
    NEEDS_NO_SIGNATURE = "needs_no_signature"
    ALREADY_SIGNED = "already_signed"
    NO_LONGER_OPEN = "no_longer_open"
    TEXT_HAS_MOVED_ON = "text_has_moved_on"


Why = VariationObjection


def first(stands: dict[VariationObjection, bool]) -> VariationObjection | None:
    """The first objection that holds."""
    return next((objection for objection, holds in stands.items() if holds), None)


def imposes_a_price(changes: TextChanges, lines: Iterable[LineView], before: Iterable[LineView]) -> bool:
    """Whether these changes set what is paid for a unit, the fee or the parties: for that, both sign. House rule: 0126."""
    known = {(line.specification, line.place): line.unit_price_pence for line in before}
    at_another_price = any(known.get((line.specification, line.place)) != line.unit_price_pence for line in lines)
    parties = bool(changes.parties or changes.struck_parties)
    return at_another_price or parties or changes.annual_fee_pence is not None or changes.payment_terms


def above_the_limit(limit: PriceLimit | None, effects_pence: Iterable[int], *, price_pence: int) -> bool:
    """Whether these effects, up and down alike, move the annual price further than the parties agreed.

    Source: ProZorro, limit of item prices, for the shape (a share of the price within some days). House rule: 0128.
    """
    moved = sum(abs(pence) for pence in effects_pence)
    return limit is not None and moved > Fraction(limit.most_percent * price_pence, 100)


@dataclass(frozen=True)
class Proposal:
    """A variation as it was proposed, against the agreement as it stands."""

    kind: VariationKind
    state: AgreementState
    may_act: bool
    empty: bool
    effective_on: date
    starts_on: date
    ends_on: date
    clause_for_notice: bool
    imposes_a_price: bool
    above_the_limit: bool


def objection_to_proposal(proposed: Proposal) -> VariationObjection | None:
    """What stands against proposing a variation."""
    by_notice = proposed.kind is VariationKind.MANDATORY
    return first(
        {
            Why.CANNOT_BE_VARIED: proposed.state not in MAY_BE_VARIED,
            Why.NOT_THE_COMMISSIONER: not proposed.may_act,
            Why.NOTHING_CHANGES: proposed.empty,
            Why.OUTSIDE_ITS_DAYS: not proposed.starts_on <= proposed.effective_on <= proposed.ends_on,
            Why.NO_CLAUSE_FOR_NOTICE: by_notice and not proposed.clause_for_notice,
            Why.PRICE_NEEDS_BOTH: by_notice and proposed.imposes_a_price,
            Why.PRICE_LIMIT: not by_notice and proposed.above_the_limit,
        }
    )


def objection_to_extension(
    option: ExtensionOptionView | None, *, next_number: int, state: AgreementState, may_act: bool, ends_on: date, until: date
) -> VariationObjection | None:
    """What stands against using an option: each is used once, in order, and reaches no further than it says.

    House rule: 0125.
    """
    if option is None:
        return Why.NO_SUCH_OPTION
    return first(
        {
            Why.CANNOT_BE_VARIED: state not in MAY_BE_EXTENDED,
            Why.NOT_THE_COMMISSIONER: not may_act,
            Why.OPTION_OUT_OF_TURN: option.option_number != next_number,
            Why.EXTENDS_TOO_LITTLE: until <= ends_on,
            Why.EXTENDS_TOO_FAR: until > option.extends_to_at_most or until.year > LAST_YEAR,
        }
    )


def objection_to_signature(
    *, kind: VariationKind, state: VariationState, party: Party, signed_on: date, effective_on: date, exercise_by: date | None
) -> VariationObjection | None:
    """What stands against signing: an option is lost after its deadline, and a notice never speaks of days before it.

    The day that a signature bears decides, as for the original text; the day of entry is kept beside it. House rule: 0125.
    """
    by_notice = kind is VariationKind.MANDATORY
    return first(
        {
            Why.NO_LONGER_OPEN: state not in OPEN,
            Why.NEEDS_NO_SIGNATURE: by_notice and party is Party.PROVIDER,
            Why.ALREADY_SIGNED: (state, party) not in (BY_NOTICE if by_notice else BY_BOTH),
            Why.NOTICE_TOO_LATE: by_notice and signed_on > effective_on,
            Why.AFTER_ITS_DEADLINE: exercise_by is not None and signed_on > exercise_by,
        }
    )


def objection_to_withdrawal(state: VariationState, *, may_act: bool) -> VariationObjection | None:
    """What stands against withdrawing a variation: what is settled is changed by another alone."""
    return first({Why.NOT_THE_COMMISSIONER: not may_act, Why.NO_LONGER_OPEN: state not in OPEN})


def signed(kind: VariationKind, state: VariationState, party: Party) -> VariationState:
    """The state that the signature of a party leads to."""
    return (BY_NOTICE if kind is VariationKind.MANDATORY else BY_BOTH)[state, party]
