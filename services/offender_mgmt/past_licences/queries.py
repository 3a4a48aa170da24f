"""The licence and the key dates of a moment. Callers have found the person within their reach before they ask."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from noms.contracts.offender_mgmt.casefile import CaseKeyDates, CaseLicence
from noms.contracts.offender_mgmt.licences import ConditionView, LicenceState
from services.offender_mgmt.calculations.tables import KeyDateSetRow
from services.offender_mgmt.case_sentences.queries import CASE_LICENCES
from services.offender_mgmt.dated_facts.queries import london_day_of
from services.offender_mgmt.licences.queries import conditions
from services.offender_mgmt.licences.tables import LicenceMoveRow, LicenceRow
from services.offender_mgmt.moments.rules import Moment
from services.offender_mgmt.sentences.tables import CustodialSentenceRow
from services.offender_mgmt.terminations.tables import TerminationRow


async def licence(session: AsyncSession, moment: Moment) -> CaseLicence | None:
    """The licence of the day, in the state that it was in by then; the active one first, else the newest."""
    states = await _states(session, moment)
    row = LicenceRow
    newest_first = (row.starts_on.desc(), row.recorded_at.desc())
    wanted = select(row).where(row.crn == moment.crn, row.licence_id.in_(states)).order_by(*newest_first)
    standing = [one for one in await session.scalars(wanted) if states[one.licence_id] in CASE_LICENCES]
    if not standing:
        return None
    shown = next((one for one in standing if states[one.licence_id] == LicenceState.ACTIVE), standing[0])
    facts = {name: getattr(shown, name) for name in CaseLicence.model_fields if name not in {"state", "conditions"}}
    asked = [ConditionView.model_validate(one) for one in await conditions(session, shown.licence_id)]
    return CaseLicence.model_validate(facts | {"state": states[shown.licence_id], "conditions": asked})


async def key_dates(session: AsyncSession, moment: Moment) -> CaseKeyDates | None:
    """The key dates that had come into force by the day, and that a sentence of the day stood behind."""
    row = KeyDateSetRow
    by_then = (
        row.in_force_since < moment.known_before,
        london_day_of(row.in_force_since) <= moment.on,
        _a_sentence_stood(moment),
    )
    held = select(row).where(row.crn == moment.crn, *by_then)
    last = await session.scalar(held.order_by(row.in_force_since.desc(), row.recorded_at.desc()).limit(1))
    return CaseKeyDates.model_validate(last) if last else None


async def _states(session: AsyncSession, moment: Moment) -> dict[UUID, LicenceState]:
    """The last state that each licence had come into: later ones overwrite earlier ones."""
    row = LicenceMoveRow
    by_then = (row.crn == moment.crn, row.moved_on <= moment.on, row.recorded_at < moment.known_before)
    moved = await session.scalars(select(row).where(*by_then).order_by(row.place))
    return {one.licence_id: LicenceState(one.state) for one in moved}


def _a_sentence_stood(moment: Moment) -> ColumnElement[bool]:
    end, passed = aliased(TerminationRow), aliased(CustodialSentenceRow)
    ended = and_(end.sentence_id == passed.sentence_id, end.ended_on < moment.on, end.recorded_at < moment.known_before)
    known = (passed.crn == moment.crn, passed.recorded_at < moment.known_before, passed.sentenced_on <= moment.on)
    return exists().where(*known, ~exists().where(ended).correlate(passed))
