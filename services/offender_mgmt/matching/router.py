"""Comparing records over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from noms.chassis.audit.record import concerning
from noms.chassis.problems import problems
from noms.chassis.requests.paging import NumberedPages
from noms.chassis.requests.route import Session, room
from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.matching import (
    CandidatesFound,
    DecisionOnMatch,
    DecisionView,
    MatchList,
    MatchState,
    MatchView,
    PersonToMatch,
)
from noms.contracts.paging import Pagination
from services.offender_mgmt.matching import queries, service
from services.offender_mgmt.matching.refusals import ComparedMeanwhile
from services.offender_mgmt.matching.tables import MatchDecisionRow, PersonMatchRow
from services.offender_mgmt.permissions import PersonReader, RecordMerger

router = room("matching")


@router.post("/v1/persons/candidates", response_model=CandidatesFound)
async def find_candidates(facts: PersonToMatch, session: Session, caller: PersonReader) -> CandidatesFound:
    """Say who on record may be this person, with a score in bits and the terms that add up to it; nothing is kept.

    From 24 bits on two records are taken for one person's, from 18 a human should look; placeholders count for nothing, and
    what looks like twins is never joined by its score. `rule` says what the rule without a score comes to: sentenced within
    seven days and a police number, or both names and the birthday, equal, and the prison number on no other record.
    """
    return await service.find_candidates(session, caller, facts)


@router.post("/v1/persons/{crn}/matches", status_code=201, response_model=MatchList, responses=problems(ComparedMeanwhile))
async def look_for_matches(crn: Crn, session: Session, caller: RecordMerger) -> MatchList:
    """Compare a record with everybody within reach, and put every pair from 18 bits on the queue for a human.

    What was decided about a pair before counts in its score, and a pair is on the queue once.
    """
    rows = await service.look_for_matches(session, caller, crn)
    kept = await queries.decisions(session, [row.person_match_id for row in rows])
    place = Pagination.of(page=1, per_page=max(1, len(rows)), count=len(rows), total_count=len(rows))
    return MatchList(data=[_view(row, kept[row.person_match_id]) for row in rows], pagination=place)


@router.get("/v1/matches", response_model=MatchList)
async def list_matches(
    session: Session,
    caller: RecordMerger,
    page: NumberedPages,
    state: Annotated[MatchState, Query(description="Where the pairs stand.")] = MatchState.NEEDS_ATTENTION,
) -> MatchList:
    """List the pairs that need attention, or that something was decided about, the oldest first; both records within reach."""
    rows, total = await queries.matches(session, caller, state, page)
    kept = await queries.decisions(session, [row.person_match_id for row in rows])
    concerning(session, *(crn for row in rows for crn in (row.crn, row.other_crn)))
    place = Pagination.of(page=page.page, per_page=page.per_page, count=len(rows), total_count=total)
    return MatchList(data=[_view(row, kept[row.person_match_id]) for row in rows], pagination=place)


@router.post("/v1/matches/{match_id}/decisions", status_code=201, response_model=DecisionView)
async def decide_match(match_id: UUID, decision: DecisionOnMatch, session: Session, caller: RecordMerger) -> MatchDecisionRow:
    """Decide whether two records are of one person, of two people, or of twins, and say why. The last decision counts.

    `linked` says that they are one person's; the records are merged by an act of its own.
    """
    return await service.decide(session, caller, match_id, decision)


def _view(row: PersonMatchRow, decisions: list[MatchDecisionRow]) -> MatchView:
    facts = {name: getattr(row, name) for name in MatchView.model_fields if name not in {"match_id", "decisions"}}
    told = [DecisionView.model_validate(decision) for decision in decisions]
    return MatchView.model_validate(facts | {"match_id": row.person_match_id, "decisions": told})
