"""Classifying what happened, taking it a step further, and putting a classification right: every time a version is added."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.calendar import london_day
from noms.chassis import clock
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import Invalid, NotFound
from noms.contracts.commissioning.agreement_kinds import Party
from noms.contracts.commissioning.occurrence_events import OccurrenceClassified, OccurrenceMoved
from noms.contracts.commissioning.occurrence_views import OccurrenceView
from noms.contracts.commissioning.occurrences import NewOccurrence, OccurrenceKind, OccurrenceMove, Reclassification
from noms.contracts.commissioning.occurrences import OccurrenceState as S
from noms.contracts.problems import FieldError
from services.commissioning.agreements import queries as agreements
from services.commissioning.agreements.rules import Agreed
from services.commissioning.occurrences import queries, rules
from services.commissioning.occurrences.refusals import ProviderClassifies, refuse
from services.commissioning.occurrences.tables import OccurrenceEvidenceRow, OccurrenceRow, OccurrenceVersionRow
from services.commissioning.prices import rules as prices
from services.commissioning.terms.queries import terms_in_force

Told = TypeVar("Told", OccurrenceClassified, OccurrenceMoved)
FIRST_REASON = "First classified."
_SAYS = {"code", "places", "used", "ended_on"}


@dataclass(frozen=True)
class Case:
    """An occurrence on the table: under which agreement, and what was believed of it so far."""

    caller: Caller
    agreed: Agreed
    row: OccurrenceRow
    latest: OccurrenceVersionRow | None

    @property
    def belief(self) -> rules.Belief:
        """What is believed of it now."""
        assert self.latest is not None, "an occurrence is kept with its first version"
        return queries.belief_of(self.latest)


async def classify_occurrence(session: AsyncSession, caller: Caller, agreement_id: UUID, new: NewOccurrence) -> OccurrenceView:
    """Classify what happened under an agreement, for the purchaser's side."""
    agreed = await agreed_by_purchaser(session, caller, agreement_id)
    told = {"occurred_on": new.occurred_on, "as_at": clock.today()}
    refuse(rules.objection_to_classifying(state=agreed.state, found_on=new.found_on, narrative=new.narrative, **told))
    state = S.HELD if new.held else S.CLASSIFIED
    belief = rules.Belief(state, count=Fraction(new.count), **new.model_dump(include=_SAYS))
    refuse(rules.objection_to_extent(belief, kind=new.kind, agreement=(agreed.starts_on, agreed.ends_on), **told))
    await refuse_by_terms(session, agreement_id, belief, new.kind, new.occurred_on)
    case = Case(caller, agreed, await keep(session, caller, agreed, new), None)
    version = await add_version(session, case, belief, FIRST_REASON)
    await bear_out(session, case.row, belief.code)
    emit(session, announced(OccurrenceClassified, case, version), audience=agreed.audience)
    return await queries.occurrence_view(session, case.row)


async def take_step(
    session: AsyncSession, caller: Caller, agreement_id: UUID, occurrence_id: UUID, step: OccurrenceMove
) -> OccurrenceView:
    """Hold, release, confirm, excuse or overturn an occurrence, for the purchaser's side."""
    agreed = await agreed_by_purchaser(session, caller, agreement_id)
    case = await open_case(session, caller, agreed, occurrence_id)
    before = (await queries.versions_of(session, occurrence_id))[-2:-1]
    contested = [version.state for version in before] == [S.DISPUTED]
    refuse(
        rules.objection_to_move(case.belief.state, step.to, reason=step.reason, excused_by=step.excused_by, contested=contested)
    )
    belief = replace(case.belief, state=step.to, excused_by=step.excused_by)
    if step.excused_by is not None:
        await refuse_by_terms(session, agreement_id, belief, OccurrenceKind(case.row.kind), case.row.occurred_on)
    await follow(session, case, belief, step.reason)
    return await queries.occurrence_view(session, case.row)


async def move(
    session: AsyncSession,
    caller: Caller,
    agreement_id: UUID,
    occurrence_id: UUID,
    *,
    to: S,
    reason: str,
    count: Fraction | None = None,
) -> rules.Occurrence:
    """Take an occurrence where a contest leads it: into dispute or out of it, with another count where that was decided."""
    agreed = await agreements.agreed(session, caller, agreement_id, for_change=True)
    case = await open_case(session, caller, agreed, occurrence_id)
    refuse(rules.objection_to_move(case.belief.state, to, reason=reason, by_contest=True))
    belief = replace(case.belief, state=to, count=case.belief.count if count is None else count)
    refuse(objection_to_extent(case, belief))
    return queries.believed(case.row, await follow(session, case, belief, reason, by_contest=True))


async def reclassify_occurrence(
    session: AsyncSession, caller: Caller, agreement_id: UUID, occurrence_id: UUID, change: Reclassification
) -> OccurrenceView:
    """Put right what an occurrence falls under and how much it counts; the version before stays on record."""
    agreed = await agreed_by_purchaser(session, caller, agreement_id)
    case = await open_case(session, caller, agreed, occurrence_id)
    belief = replace(case.belief, count=Fraction(change.count), **change.model_dump(include=_SAYS))
    refuse(rules.objection_to_reclassifying(belief.state, changes=belief != case.belief, reason=change.reason))
    refuse(objection_to_extent(case, belief))
    await refuse_by_terms(session, agreement_id, belief, OccurrenceKind(case.row.kind), case.row.occurred_on)
    if belief.code not in await queries.codes_taken(session, occurrence_id):
        await bear_out(session, case.row, belief.code)
    await follow(session, case, belief, change.reason)
    return await queries.occurrence_view(session, case.row)


async def agreed_by_purchaser(session: AsyncSession, caller: Caller, agreement_id: UUID) -> Agreed:
    """The agreement, held for a change, for its purchaser or its own controller, who is not on the provider's side."""
    agreed = await agreements.agreed(session, caller, agreement_id, for_change=True)
    if rules.is_on_the_providers_side(caller.organisation, agreed):
        raise ProviderClassifies
    if not caller.reaches(agreements.tags_of(Party.PROVIDER, agreed)):
        await agreements.refuse_others(session, caller, agreed)
    return agreed


async def open_case(session: AsyncSession, caller: Caller, agreed: Agreed, occurrence_id: UUID) -> Case:
    """The occurrence of an agreement that the caller holds."""
    row = await queries.occurrence(session, agreed.agreement_id, occurrence_id)
    return Case(caller, agreed, row, (await queries.versions_of(session, occurrence_id))[-1])


def objection_to_extent(case: Case, belief: rules.Belief) -> rules.OccurrenceObjection | None:
    """What stands against the days and numbers that would be believed from now on."""
    kind, occurred_on = OccurrenceKind(case.row.kind), case.row.occurred_on
    days = (case.agreed.starts_on, case.agreed.ends_on)
    return rules.objection_to_extent(belief, kind=kind, occurred_on=occurred_on, agreement=days, as_at=clock.today())


async def refuse_by_terms(
    session: AsyncSession, agreement_id: UUID, belief: rules.Belief, kind: OccurrenceKind, occurred_on: date
) -> None:
    """Refuse what the payment terms in force on its first day cannot hold; without such terms nothing is refused."""
    holding = await terms_in_force(session, agreement_id, occurred_on)
    refuse(rules.objection_by_terms(belief, holding.terms, kind=kind) if holding else None)


async def keep(session: AsyncSession, caller: Caller, agreed: Agreed, new: NewOccurrence) -> OccurrenceRow:
    """What stays the same of an occurrence, put on record."""
    year = prices.contract_year(agreed.starts_on, new.occurred_on)
    row = OccurrenceRow(
        occurrence_id=uuid4(),
        agreement_id=agreed.agreement_id,
        contract_year=prices.year_number(agreed.starts_on, new.occurred_on),
        contract_quarter=prices.month_holding(year, new.occurred_on).quarter,
        same_event_as=await first_of_the_event(session, agreed.agreement_id, new.same_event_as),
        event_ids=list(dict.fromkeys(new.event_ids)),
        classified_by=caller.in_full,
        classified_through=caller.client,
        classified_at=clock.now(),
        **new.model_dump(include={"kind", "occurred_on", "found_on", "source_service", "narrative"}),
    )
    session.add(row)
    await session.flush()
    return row


async def first_of_the_event(session: AsyncSession, agreement_id: UUID, named: UUID | None) -> UUID | None:
    """The first occurrence of the event: who names a later one means the first."""
    if named is None:
        return None
    try:
        other = await queries.occurrence(session, agreement_id, named)
    except NotFound as unknown:
        fault = FieldError(pointer="/same_event_as", code="unknown_occurrence", message="The agreement has no such occurrence.")
        raise Invalid(errors=[fault]) from unknown
    return other.same_event_as or other.occurrence_id


async def bear_out(session: AsyncSession, row: OccurrenceRow, code: str) -> None:
    """Put the events behind an occurrence on record under its code; the database refuses one that is there already."""
    whole = {"agreement_id": row.agreement_id, "occurrence_id": row.occurrence_id, "kind": row.kind, "code": code}
    session.add_all(OccurrenceEvidenceRow(event_id=event_id, **whole) for event_id in row.event_ids)
    await session.flush()


async def follow(
    session: AsyncSession, case: Case, belief: rules.Belief, reason: str, *, by_contest: bool = False
) -> OccurrenceVersionRow:
    """Add the next version and tell both parties."""
    version = await add_version(session, case, belief, reason, by_contest=by_contest)
    emit(session, announced(OccurrenceMoved, case, version), audience=case.agreed.audience)
    return version


async def add_version(
    session: AsyncSession, case: Case, belief: rules.Belief, reason: str, *, by_contest: bool = False
) -> OccurrenceVersionRow:
    """Keep what is believed from now on. Whoever calls holds the agreement, so that versions follow one another."""
    recorded_at, latest = clock.now(), case.latest
    told_on = london_day(recorded_at)
    before, until = (case.belief, latest.contest_until) if latest else (None, None)
    version = OccurrenceVersionRow(
        occurrence_id=case.row.occurrence_id,
        agreement_id=case.agreed.agreement_id,
        number=latest.number + 1 if latest else 1,
        reason=reason,
        told_on=told_on,
        contest_until=rules.contest_until(belief, before=before, until=until, by_contest=by_contest, told_on=told_on),
        recorded_by=case.caller.in_full,
        recorded_through=case.caller.client,
        recorded_at=recorded_at,
        **(vars(belief) | {"count": Decimal(belief.count.numerator) / belief.count.denominator}),
    )
    session.add(version)
    await session.flush()
    return version


def announced(event: type[Told], case: Case, version: OccurrenceVersionRow) -> Told:
    """What is published to whoever reaches the agreement."""
    row = case.row
    return event.model_validate(
        {
            **{name: getattr(row, name) for name in ("agreement_id", "occurrence_id", "kind", "occurred_on")},
            "provider": case.agreed.provider,
            "state": version.state,
            "occurrence_version": version.number,
            "detail_url": f"/v1/agreements/{row.agreement_id}/occurrences/{row.occurrence_id}",
        }
    )
