"""Comparing what another system knows, or a record, with everybody within reach; and keeping what humans decide."""

from collections.abc import Mapping, Sequence
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.audit.record import concerning
from noms.chassis.identity.caller import Caller
from noms.contracts.identifiers import IdentifierKind, check_identifier
from noms.contracts.offender_mgmt.matching import (
    CandidatesFound,
    CandidateView,
    DecisionOnMatch,
    MatchOutcome,
    MatchState,
    PersonToMatch,
    RuleView,
    TermView,
)
from noms.contracts.offender_mgmt.persons import Sex
from services.offender_mgmt.likeness.rules import cleaned, true_postcodes
from services.offender_mgmt.matching import queries, rules
from services.offender_mgmt.matching.tables import MatchDecisionRow, PersonMatchRow
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.persons.queries import Person
from services.offender_mgmt.weights import queries as weights
from services.offender_mgmt.weights.rules import Record


async def find_candidates(session: AsyncSession, caller: Caller, facts: PersonToMatch) -> CandidatesFound:
    """Everybody within reach who may be this person, the likeliest first, and what the rule without a score says."""
    one = _record(facts)
    people = await queries.candidates(session, caller, one)
    records = await weights.records(session, people)
    scores = await _scores(session, caller, one, records, {})
    ordered = sorted(people, key=lambda row: (-scores[row.crn].bits, row.crn))
    known = [rules.Candidate(row.crn, records[row.crn], Sex(row.sex)) for row in people]
    holder = await _holder(session, caller, facts.noms_number)
    told = rules.ruling(one, facts.sex or Sex.NOT_KNOWN, known, number_held_by=holder)
    concerning(session, *(row.crn for row in ordered))
    return CandidatesFound(
        data=[_candidate(row, scores[row.crn]) for row in ordered],
        rule=RuleView(outcome=told.outcome, crn=told.crn, reason=told.reason),
    )


async def look_for_matches(session: AsyncSession, caller: Caller, crn: str) -> list[PersonMatchRow]:
    """Compare a record with everybody within reach, and put the pairs that need a human eye on the queue."""
    person = await persons.person(session, caller, crn)
    one = (await weights.records(session, [person]))[person.crn]
    people = [row for row in await queries.candidates(session, caller, one) if row.crn != person.crn]
    states = await queries.states(session, person.crn)
    scores = await _scores(session, caller, one, await weights.records(session, people), states)
    near = [crn for crn, score in scores.items() if score.outcome is not MatchOutcome.APART]
    rows = [await _put_on_queue(session, caller, person.crn, other, scores[other]) for other in sorted(near)]
    await session.flush()
    concerning(session, person.crn, *near)
    return rows


async def decide(session: AsyncSession, caller: Caller, match_id: UUID, decision: DecisionOnMatch) -> MatchDecisionRow:
    """Keep what a human found out about two records; it outweighs every score from then on."""
    match = await queries.match(session, caller, match_id)
    row = MatchDecisionRow(
        match_decision_id=uuid4(),
        person_match_id=match.person_match_id,
        decision=decision.decision,
        reason=decision.reason,
        decided_at=clock.now(),
        decided_by=caller.subject,
    )
    match.state = decision.decision
    session.add(row)
    await session.flush()
    concerning(session, match.crn, match.other_crn)
    return row


async def _put_on_queue(session: AsyncSession, caller: Caller, one: str, other: str, score: rules.Score) -> PersonMatchRow:
    row = await queries.pair(session, one, other)
    crn, other_crn = sorted((one, other))
    if row is None:
        row = PersonMatchRow(person_match_id=uuid4(), crn=crn, other_crn=other_crn, state=MatchState.NEEDS_ATTENTION)
        session.add(row)
    row.score_bits = score.bits
    row.terms = [term.model_dump(mode="json") for term in _terms(score)]
    row.found_at = clock.now()
    row.found_by = caller.subject
    return row


async def _scores(
    session: AsyncSession, caller: Caller, one: Record, records: Mapping[str, Record], states: Mapping[str, MatchState]
) -> dict[str, rules.Score]:
    shared = await weights.sharing(session, caller, one)
    return {
        crn: rules.score(one, other, shared, marker=rules.MARKERS[states.get(crn, MatchState.NEEDS_ATTENTION)])
        for crn, other in records.items()
    }


async def _holder(session: AsyncSession, caller: Caller, noms_number: str | None) -> str | None:
    check = check_identifier(IdentifierKind.NOMS_NUMBER, noms_number or "", as_at=clock.today())
    if not check.valid:
        return None
    return await persons.holder_of(session, caller, IdentifierKind.NOMS_NUMBER, str(check.canonical))


def _record(facts: PersonToMatch) -> Record:
    names = [(facts.forename, facts.surname), *((name.forename, name.surname) for name in facts.also_known_as)]
    return Record(
        names=weights.names_of(names),
        middle_names=cleaned(facts.middle_names),
        birthdays=weights.birthdays_of([facts.date_of_birth, *(name.date_of_birth for name in facts.also_known_as)]),
        postcodes=true_postcodes(facts.postcodes),
        pncs=_numbers(IdentifierKind.PNC, facts.pncs),
        cros=_numbers(IdentifierKind.CRO, facts.cros),
        sentenced_on=frozenset(facts.sentenced_on),
    )


def _numbers(kind: IdentifierKind, offered: Sequence[str]) -> frozenset[str]:
    checks = (check_identifier(kind, value, as_at=clock.today()) for value in offered)
    return frozenset(check.canonical for check in checks if check.canonical is not None)


def _candidate(row: Person, score: rules.Score) -> CandidateView:
    return CandidateView(
        crn=row.crn,
        forename=row.forename,
        surname=row.surname,
        date_of_birth=row.date_of_birth,
        score_bits=score.bits,
        outcome=score.outcome,
        terms=_terms(score),
    )


def _terms(score: rules.Score) -> list[TermView]:
    return [TermView(feature=term.feature, level=term.level, bits=term.bits) for term in score.terms]
