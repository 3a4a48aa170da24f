"""Computing a measure for whoever buys from a provider or answers for it."""

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import Invalid, NotFound
from noms.contracts.measures import MeasureEvents, MeasureResult
from noms.contracts.problems import FieldError
from noms.reference.faults import UnknownCode
from services.offender_mgmt.measures import queries
from services.offender_mgmt.measures.queries import Asked, Page
from services.offender_mgmt.measures.rules import DEFINITIONS, Definition, Part, Tally, breach_action_in_time
from services.offender_mgmt.persons.service import home_audience

MOST_EVENT_IDS = 1_000


async def compute(session: AsyncSession, caller: Caller, code: str, asked: Asked) -> MeasureResult:
    """The measure of one provider over one period, with the first events behind it."""
    definition, tally, watermark = await _tally(session, caller, code, asked)
    return MeasureResult(
        code=code,
        definition_version=definition.version,
        definition=definition.words,
        unit=definition.unit,
        provider=asked.provider,
        from_day=asked.from_day,
        to_day=asked.to_day,
        numerator=len(tally.numerator),
        denominator=len(tally.denominator),
        exclusions=tally.exclusions,
        value=tally.percent,
        watermark=watermark,
        numerator_event_ids=list(tally.numerator[:MOST_EVENT_IDS]),
        denominator_event_ids=list(tally.denominator[:MOST_EVENT_IDS]),
        complete_event_list=len(tally.denominator) <= MOST_EVENT_IDS,
    )


async def events_behind(session: AsyncSession, caller: Caller, code: str, asked: Asked, page: Page) -> MeasureEvents:
    """One page of the events that the measure was made of."""
    _, tally, _ = await _tally(session, caller, code, asked)
    behind = tally.numerator if page.part is Part.NUMERATOR else tally.denominator
    left = sorted(event_id for event_id in behind if page.after is None or event_id > page.after)
    listed = left[: page.at_most]
    return MeasureEvents(event_ids=listed, next_after=listed[-1] if len(left) > page.at_most else None)


async def _tally(session: AsyncSession, caller: Caller, code: str, asked: Asked) -> tuple[Definition, Tally, int]:
    definition = DEFINITIONS.get(code)
    if definition is None or not _reaches(caller, asked.provider):
        raise NotFound
    if asked.to_day < asked.from_day:
        backwards = FieldError(pointer="query:to", code="ends_before_it_begins", message="The period ends before it begins.")
        raise Invalid(errors=[backwards])
    up_to = await queries.watermark(session)
    clocks = await queries.breach_clocks(session, asked, up_to=up_to)
    return definition, breach_action_in_time(clocks, from_day=asked.from_day, to_day=asked.to_day), up_to


def _reaches(caller: Caller, provider: str) -> bool:
    """Whether the caller reaches everybody for whom the provider is responsible: part of a measure would be a false one."""
    try:
        return caller.reaches(home_audience(provider))
    except UnknownCode:
        return False
