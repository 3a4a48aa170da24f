"""By when a report is due, which step may follow which, and what a report may propose."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from noms.calendar import last_working_day_to, working_days_after
from noms.contracts.offender_mgmt.court_report_steps import Proposal, ProposedSentence
from noms.contracts.offender_mgmt.court_report_views import ReportState
from noms.contracts.offender_mgmt.court_reports import Remand, ReportRequest, ReportType
from noms.contracts.offender_mgmt.sentences import Court, OrderKind, OrderToMake, Term
from noms.contracts.problems import FieldError
from noms.reference.faults import NotInForce, UnknownCode
from noms.reference.offence_codes import offence_code
from noms.reference.probation_areas import probation_area_on
from services.offender_mgmt.requirements.rules import faults_of_requirements
from services.offender_mgmt.sentences.rules import repeated_requirements

WORKING_DAYS = {ReportType.STANDARD: 15, ReportType.FAST: 5, ReportType.ORAL: 0}
"""From request to delivery; an oral report is given on the day. Source: Hansard 2003-03-11 (15), Hansard 2020-10-09 (5, 0)."""

DUE_SOURCES = {
    ReportType.STANDARD: "Hansard 2003-03-11: 15 working days",
    ReportType.FAST: "Hansard 2020-10-09: within 5 working days",
    ReportType.ORAL: "Hansard 2020-10-09: on the day",
}

LONGEST_ADJOURNMENT_WEEKS = {Remand.BAIL: 4, Remand.CUSTODY: 3}  # Source: Magistrates' Courts Act 1980 s.10(3)

ORDERS = {
    ProposedSentence.COMMUNITY_ORDER: OrderKind.COMMUNITY_ORDER,
    ProposedSentence.SUSPENDED_SENTENCE_ORDER: OrderKind.SUSPENDED_SENTENCE_ORDER,
}
LONGEST_ORDER_MONTHS = {OrderKind.COMMUNITY_ORDER: 36, OrderKind.SUSPENDED_SENTENCE_ORDER: 24}
"""Source: Criminal Justice Act 2003 ss.177(5) and 189(3)."""
SHORTEST_SUSPENDED_ORDER_MONTHS = 6  # Source: Criminal Justice Act 2003 s.189(3)

MOVES = {
    ReportState.REQUESTED: frozenset({ReportState.ALLOCATED, ReportState.WITHDRAWN}),
    ReportState.ALLOCATED: frozenset({ReportState.ALLOCATED, ReportState.COMPLETED, ReportState.WITHDRAWN}),
    ReportState.COMPLETED: frozenset({ReportState.DELIVERED, ReportState.WITHDRAWN}),
    ReportState.DELIVERED: frozenset(),
    ReportState.WITHDRAWN: frozenset(),
}
"""Which step may follow which: an open report can be given to another officer; what was delivered stays delivered."""

OPEN = frozenset(state for state, following in MOVES.items() if following)


@dataclass(frozen=True)
class Asked:
    """What the court asked for, as far as a proposal depends on it."""

    court: Court
    offence_code: str
    convicted_on: date
    hearing_on: date
    provider: str
    born_on: date


def due_on(kind: ReportType, requested_on: date, hearing_on: date) -> date:
    """The last day for delivery: the working days of its kind, and before the hearing, never before the request.

    A report for a hearing within its time is due on the last working day before the hearing. House rule: 0206.
    """
    by_kind = working_days_after(requested_on, WORKING_DAYS[kind])
    if hearing_on > by_kind or kind is ReportType.ORAL:
        return by_kind
    return max(requested_on, last_working_day_to(hearing_on - timedelta(days=1)))


def request_faults(asked: ReportRequest, *, born_on: date, as_at: date) -> list[FieldError]:
    """Why the request cannot be as it stands; nothing when it can."""
    return [*_day_faults(asked, born_on, as_at), *_adjournment_faults(asked), *_reference_faults(asked)]


def step_faults(pointer: str, on: date, *, last_step_on: date, as_at: date) -> Iterator[FieldError]:
    """What is wrong with the day of a step: steps follow each other, and none lies ahead."""
    if on < last_step_on:
        yield FieldError(pointer=pointer, code="before_the_step_before", message=f"The step before was on {last_step_on}.")
    if on > as_at:
        yield FieldError(pointer=pointer, code="in_the_future", message="A step is recorded on its day or later.")


def proposal_faults(proposal: Proposal, asked: Asked) -> list[FieldError]:
    """What the Act would not allow in a proposal, as if the court made it at the hearing."""
    return [*_purpose_faults(proposal), *_order_faults(proposal, asked)]


def _purpose_faults(proposal: Proposal) -> Iterator[FieldError]:
    if len(set(proposal.purposes)) < len(proposal.purposes):
        yield FieldError(pointer="/proposal/purposes", code="named_twice", message="Name each purpose once.")


def _order_faults(proposal: Proposal, asked: Asked) -> Iterator[FieldError]:
    kind, months = ORDERS.get(proposal.sentence), proposal.length_months
    if kind is None:
        if proposal.requirements:
            message = "Only an order has requirements."
            yield FieldError(pointer="/proposal/requirements", code="not_for_this_sentence", message=message)
        return
    if months is None:
        yield FieldError(pointer="/proposal/length_months", code="missing", message="Say how long the order would last.")
        return
    if months > LONGEST_ORDER_MONTHS[kind]:
        message = f"It lasts at most {LONGEST_ORDER_MONTHS[kind]} months."
        yield FieldError(pointer="/proposal/length_months", code="too_long", message=message)
    if kind is OrderKind.SUSPENDED_SENTENCE_ORDER and months < SHORTEST_SUSPENDED_ORDER_MONTHS:
        message = f"It lasts at least {SHORTEST_SUSPENDED_ORDER_MONTHS} months."
        yield FieldError(pointer="/proposal/length_months", code="too_short", message=message)
    order = OrderToMake(
        kind=kind, court=asked.court, offence_code=asked.offence_code, offence_committed_on=asked.convicted_on,
        convicted_on=asked.convicted_on, made_on=asked.hearing_on, ends_on=Term(months=months).last_day(asked.hearing_on),
        provider=asked.provider, requirements=proposal.requirements,
    )  # fmt: skip
    for fault in (*repeated_requirements(order), *faults_of_requirements(order, born_on=asked.born_on)):
        yield fault.model_copy(update={"pointer": f"/proposal{fault.pointer}"})


def _day_faults(asked: ReportRequest, born_on: date, as_at: date) -> Iterator[FieldError]:
    if asked.requested_on > as_at:
        yield FieldError(pointer="/requested_on", code="in_the_future", message="A request is recorded on its day or later.")
    if asked.convicted_on < born_on:
        yield FieldError(pointer="/convicted_on", code="before_birth", message="The person was not born on that day.")
    if asked.requested_on < asked.convicted_on:
        message = "A court asks for a report after it has convicted."
        yield FieldError(pointer="/requested_on", code="before_conviction", message=message)
    if asked.hearing_on < asked.requested_on:
        yield FieldError(pointer="/hearing_on", code="before_the_request", message="The hearing follows the request.")


def _adjournment_faults(asked: ReportRequest) -> Iterator[FieldError]:
    """Magistrates adjourn for inquiries for no more than so many weeks at a time; the Crown Court has no such limit."""
    weeks = LONGEST_ADJOURNMENT_WEEKS[asked.remand]
    if asked.court is Court.MAGISTRATES_COURT and asked.hearing_on > asked.requested_on + timedelta(weeks=weeks):
        message = f"Magistrates adjourn for at most {weeks} weeks at a time on {asked.remand}."
        yield FieldError(pointer="/hearing_on", code="adjourned_too_long", message=message)


def _reference_faults(asked: ReportRequest) -> Iterator[FieldError]:
    try:
        offence_code(asked.offence_code)
    except UnknownCode:
        yield FieldError(pointer="/offence_code", code="unknown_offence", message="There is no such offence code.")
    try:
        probation_area_on(asked.provider, asked.requested_on)
    except UnknownCode:
        yield FieldError(pointer="/provider", code="unknown_provider", message="There is no such trust or board.")
    except NotInForce:
        yield FieldError(pointer="/provider", code="provider_not_in_force", message="It did not exist on that day.")
