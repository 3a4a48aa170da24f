"""Drafting, publishing and archiving of specifications, and reporting of unit costs."""

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import Invalid
from noms.contracts.commissioning.specification_views import EligibilityAnswer, SpecificationVersionView
from noms.contracts.commissioning.specifications import (
    Archival,
    Eligibility,
    NewSpecification,
    NextVersion,
    Publication,
    SpecificationContent,
    SpecificationState,
)
from noms.contracts.problems import FieldError
from services.commissioning.responsibilities.queries import acts_for_office
from services.commissioning.responsibilities.rules import NATIONAL_OFFICE
from services.commissioning.specifications import queries, rules
from services.commissioning.specifications.refusals import SpecificationExists, refuse
from services.commissioning.specifications.tables import SpecificationVersionRow


async def draft_specification(session: AsyncSession, caller: Caller, new: NewSpecification) -> SpecificationVersionView:
    """Draft the first version of a specification."""
    refuse_others(caller)
    if await queries.version_count(session, new.code):
        raise SpecificationExists
    return await drafted(session, caller, new.code, 1, new)


async def draft_version(session: AsyncSession, caller: Caller, code: str, following: NextVersion) -> SpecificationVersionView:
    """Draft the next version of a specification."""
    refuse_others(caller)
    earlier = await queries.versions_of(session, code, for_change=True)
    restricted = [version.restricted_probation_provision for version in earlier]
    refuse(rules.objection_to_following(restricted, restricted=following.restricted_probation_provision))
    return await drafted(session, caller, code, earlier[0].version + 1, following)


async def drafted(
    session: AsyncSession, caller: Caller, code: str, version: int, content: SpecificationContent
) -> SpecificationVersionView:
    """Keep a draft as it was written."""
    if rules.eligibility_contradicts_itself(content.eligibility):
        raise Invalid(errors=[fault("/eligibility", "nobody_is_eligible", "The limits leave everybody out.")])
    row = SpecificationVersionRow(
        code=code,
        version=version,
        state=SpecificationState.DRAFT,
        drafted_by=caller.in_full,
        drafted_at=clock.now(),
        eligibility=content.eligibility.model_dump(mode="json"),
        **content.model_dump(exclude={"code", "eligibility"}),
    )
    session.add(row)
    await session.flush()
    return queries.version_view(row)


async def publish_version(
    session: AsyncSession, caller: Caller, code: str, version: int, publication: Publication
) -> SpecificationVersionView:
    """Open a draft to agreements for some days."""
    refuse_others(caller)
    everyone = await queries.versions_of(session, code, for_change=True)
    row = await queries.version_of(session, code, version, for_change=True)
    days = rules.Days(publication.in_force_from, publication.in_force_to)
    others = [taken for taken in map(queries.days_of, everyone) if taken is not None]
    refuse(rules.objection_to_publication(SpecificationState(row.state), days, others))
    row.state, row.published_at = SpecificationState.PUBLISHED, clock.now()
    row.in_force_from, row.in_force_to = days.first, days.last
    await session.flush()
    return queries.version_view(row)


async def archive_version(
    session: AsyncSession, caller: Caller, code: str, version: int, archival: Archival
) -> SpecificationVersionView:
    """Let a version take no agreement after its last day; those that were made by it go on."""
    refuse_others(caller)
    row = await queries.version_of(session, code, version, for_change=True)
    refuse(rules.objection_to_archival(SpecificationState(row.state), queries.days_of(row), archival.in_force_to))
    row.state, row.archived_at = SpecificationState.ARCHIVED, clock.now()
    row.in_force_to, row.archived_because = archival.in_force_to, archival.reason
    await session.flush()
    return queries.version_view(row)


async def judge_referral(session: AsyncSession, code: str, referral: rules.Referral) -> EligibilityAnswer:
    """Whether somebody may be referred to the service by the version in force on the day."""
    row = await queries.version_in_force(session, code, referral.on)
    because = rules.reasons_against(Eligibility.model_validate(row.eligibility), referral)
    return EligibilityAnswer(code=code, version=row.version, on=referral.on, eligible=not because, because=list(because))


def refuse_others(caller: Caller) -> None:
    """Refuse whoever does not act for the agency: the catalogue is national. House rule: 0121."""
    refuse(None if acts_for_office(caller, NATIONAL_OFFICE) else rules.SpecificationObjection.NOT_THE_NATIONAL_OFFICE)


def fault(pointer: str, code: str, message: str) -> FieldError:
    """A field at fault."""
    return FieldError(pointer=pointer, code=code, message=message)
