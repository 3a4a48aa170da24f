"""What stands against a variation or an extension, and who must sign it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from noms.calendar import LAST_YEAR
from noms.contracts.commissioning.agreement_kinds import AgreementState, Party
from noms.contracts.commissioning.agreement_views import AgreementMeasureView
from noms.contracts.commissioning.text_views import ClauseView, ExtensionOptionView
from noms.contracts.commissioning.variations import TextChanges, VariationKind, VariationState
from services.commissioning.layers.rules import ONE_DAY, on_day

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

# Speaks of what is paid for, though it lets nothing happen. Source: contract for Kilmarnock, clause 23. House rule: 0126.
OF_PAYMENT = frozenset({"AVAILABLE-PLACES"})


class VariationObjection(StrEnum):
    """Why a variation or an extension cannot be proposed, signed or withdrawn."""

    CANNOT_BE_VARIED = "cannot_be_varied"
    NOT_THE_COMMISSIONER = "not_the_commissioner"
    NOTHING_CHANGES = "nothing_changes"
    OUTSIDE_ITS_DAYS = "outside_its_days"
    NO_CLAUSE_FOR_NOTICE = "no_clause_for_notice"
    PRICE_NEEDS_BOTH = "price_needs_both"
    PROTECTION_NEEDS_BOTH = "protection_needs_both"
    PRICE_LIMIT = "price_limit"
    NO_MEASURE_LEFT = "no_measure_left"
    NO_SUCH_OPTION = "no_such_option"
    OPTION_OUT_OF_TURN = "option_out_of_turn"
    EXTENDS_TOO_LITTLE = "extends_too_little"
    EXTENDS_TOO_FAR = "extends_too_far"
    AFTER_ITS_DEADLINE = "after_its_deadline"
    HAS_RUN_OUT = "has_run_out"
    SIGNED_BEFORE_THE_AGREEMENT = "signed_before_the_agreement"
    NOTICE_TOO_LATE = "notice_too_late"
    NEEDS_NO_SIGNATURE = "needs_no_signature"
    ALREADY_SIGNED = "already_signed"
    NO_LONGER_OPEN = "no_longer_open"
    TEXT_HAS_MOVED_ON = "text_has_moved_on"


Why = VariationObjection


def first(stands: dict[VariationObjection, bool]) -> VariationObjection | None:
    """The first objection that holds."""
    return next((objection for objection, holds in stands.items() if holds), None)


def sets_price_or_party(changes: TextChanges) -> bool:
    """Whether these changes speak of the fee, the payment terms or the parties, which both sign. House rule: 0126."""
    parties = bool(changes.parties or changes.struck_parties)
    return parties or changes.annual_fee_pence is not None or bool(changes.payment_terms)


def takes_protection(changes: TextChanges, clauses: Iterable[ClauseView]) -> bool:
    """Whether these changes strike anything out, or reword a clause that lets something happen or speaks of payment.

    Every effect of a clause ends, pays or varies the agreement, or protects a party from the other: both sign.
    House rule: 0126.
    """
    binding = OF_PAYMENT | {clause.code for clause in clauses if clause.effects}
    struck = bool(changes.struck_lines or changes.struck_parties or changes.struck_measures)
    return struck or any(clause.code in binding for clause in changes.clauses)


def judged_throughout(measures: Sequence[AgreementMeasureView], *, starts_on: date, ends_on: date) -> bool:
    """Whether the agreement is judged by at least one measure on each of its days."""
    after = {measure.to_day + ONE_DAY for measure in measures if measure.to_day}
    return all(on_day(measures, day) for day in {starts_on} | after if day <= ends_on)


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
    moves_a_price: bool
    takes_protection: bool
    above_the_limit: bool
    measures: Sequence[AgreementMeasureView]
    as_at: date


def objection_to_proposal(proposed: Proposal) -> VariationObjection | None:
    """What stands against a variation when it is proposed, and again when it is settled.

    A notice counts from the day on which it is entered or later, for nobody vouches for another day. House rule: 0126.
    """
    by_notice = proposed.kind is VariationKind.MANDATORY
    return first(
        {
            Why.CANNOT_BE_VARIED: proposed.state not in MAY_BE_VARIED,
            Why.NOT_THE_COMMISSIONER: not proposed.may_act,
            Why.NOTHING_CHANGES: proposed.empty,
            Why.OUTSIDE_ITS_DAYS: not proposed.starts_on <= proposed.effective_on <= proposed.ends_on,
            Why.NO_CLAUSE_FOR_NOTICE: by_notice and not proposed.clause_for_notice,
            Why.NOTICE_TOO_LATE: by_notice and proposed.effective_on < proposed.as_at,
            Why.PRICE_NEEDS_BOTH: by_notice and proposed.moves_a_price,
            Why.PROTECTION_NEEDS_BOTH: by_notice and proposed.takes_protection,
            Why.PRICE_LIMIT: proposed.above_the_limit,
            Why.NO_MEASURE_LEFT: not judged_throughout(proposed.measures, starts_on=proposed.starts_on, ends_on=proposed.ends_on),
        }
    )


def objection_to_extension(
    option: ExtensionOptionView | None,
    *,
    next_number: int,
    state: AgreementState,
    may_act: bool,
    ends_on: date,
    until: date,
    judged: bool,
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
            Why.NO_MEASURE_LEFT: not judged,
        }
    )


@dataclass(frozen=True)
class Signing:
    """A signature that is offered, against the variation and the agreement as they stand."""

    kind: VariationKind
    state: VariationState
    party: Party
    signed_on: date
    agreed_on: date
    ends_on: date
    exercise_by: date | None


def objection_to_signature(offered: Signing) -> VariationObjection | None:
    """What stands against signing: an option is lost after its deadline, and after the last day nothing is left to extend.

    The day that a signature bears decides, as for the original text; the day of entry is kept beside it. House rule: 0125.
    """
    by_notice, extends = offered.kind is VariationKind.MANDATORY, offered.kind is VariationKind.EXTENSION
    return first(
        {
            Why.NO_LONGER_OPEN: offered.state not in OPEN,
            Why.NEEDS_NO_SIGNATURE: by_notice and offered.party is Party.PROVIDER,
            Why.ALREADY_SIGNED: (offered.state, offered.party) not in (BY_NOTICE if by_notice else BY_BOTH),
            Why.SIGNED_BEFORE_THE_AGREEMENT: offered.signed_on < offered.agreed_on,
            Why.AFTER_ITS_DEADLINE: offered.exercise_by is not None and offered.signed_on > offered.exercise_by,
            Why.HAS_RUN_OUT: extends and offered.signed_on > offered.ends_on,
        }
    )


def objection_to_withdrawal(state: VariationState, *, may_act: bool) -> VariationObjection | None:
    """What stands against withdrawing a variation: what is settled is changed by another alone."""
    return first({Why.NOT_THE_COMMISSIONER: not may_act, Why.NO_LONGER_OPEN: state not in OPEN})


def signed(kind: VariationKind, state: VariationState, party: Party) -> VariationState:
    """The state that the signature of a party leads to."""
    return (BY_NOTICE if kind is VariationKind.MANDATORY else BY_BOTH)[state, party]
