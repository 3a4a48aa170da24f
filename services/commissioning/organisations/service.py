"""Answering the question of 8 July 2009, and taking the returns that let it be answered."""

from datetime import date
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.identity.caller import Caller, audience
from noms.chassis.refusals import Invalid, NotFound
from noms.contracts.commissioning.office_staff import (
    Conflict,
    OfficeStaffView,
    OriginShare,
    OtherCount,
    PublishedAnswer,
    RegionalOfficeStaffAnswer,
    StaffByOrigin,
    StaffOrigin,
    StaffReturn,
)
from noms.contracts.problems import FieldError
from noms.reference.regions import load_regions
from services.commissioning.organisations import queries, rules
from services.commissioning.organisations.tables import StaffReturnRow


async def staff_of_regional_offices(session: AsyncSession, on: date) -> RegionalOfficeStaffAnswer:
    """How many worked in each director's office on the day and where they had come from."""
    counts = await queries.office_counts(session)
    census, others = rules.census_answering(counts, load_regions(), on)
    return RegionalOfficeStaffAnswer(
        on=on,
        as_at=census.as_at if census else None,
        basis=census.basis if census else None,
        total_headcount=census.total_headcount if census else None,
        printed_total=census.printed_total if census else None,
        by_origin=[_share(census, origin) for origin in StaffOrigin] if census else [],
        offices=[_office(count) for count in census.counts] if census else [],
        other_counts=[_other(other) for other in others],
        in_words=rules.census_sentence(census, on),
        answered_in_parliament=[PublishedAnswer(answered_on=day, in_words=words) for day, words in rules.ANSWERED_IN_PARLIAMENT],
        conflicts=[Conflict(code=code, in_words=words) for code, words in rules.CONFLICTS],
    )


async def report_staff(session: AsyncSession, caller: Caller, reported: StaffReturn) -> OfficeStaffView:
    """Record what one director's office reports of its staff; the office must lie within the caller's reach."""
    objection = rules.objection_to_return(reported.region_code, reported.as_at, load_regions(), as_at=clock.today())
    if objection is not None:
        raise Invalid(errors=[FieldError(pointer=objection.pointer, code=objection.value, message=objection.sentence)])
    if not caller.reaches(audience(regions=[reported.region_code])):
        raise NotFound
    row = StaffReturnRow(
        staff_return_id=uuid4(),
        region_code=reported.region_code,
        as_at=reported.as_at,
        source=reported.source,
        reported_by=caller.in_full,
        reported_at=clock.now(),
        **reported.by_origin.model_dump(),
    )
    session.add(row)
    await session.flush()
    return _office(queries.office_count(row))


def _share(census: rules.Census, origin: StaffOrigin) -> OriginShare:
    people = census.from_origin(origin)
    return OriginShare(origin=origin, headcount=people, share_percent=rules.share_percent(people, census.total_headcount))


def _office(count: rules.OfficeCount) -> OfficeStaffView:
    return OfficeStaffView(
        region_code=count.region_code,
        office_name=count.office_name,
        as_at=count.as_at,
        headcount=count.headcount,
        by_origin=StaffByOrigin.model_validate({origin.value: count.from_origin(origin) for origin in StaffOrigin}),
        basis=count.basis,
        source=count.source,
    )


def _other(census: rules.Census) -> OtherCount:
    return OtherCount(
        basis=census.basis,
        as_at=census.as_at,
        offices_counted=len(census.counts),
        total_headcount=census.total_headcount,
        printed_total=census.printed_total,
    )
