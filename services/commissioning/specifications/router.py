"""Specifications: drafted, published, archived; whom they are for; and what a unit has cost."""

from typing import Annotated

from fastapi import Depends, Path, Query

from noms.chassis.problems import problems
from noms.chassis.refusals import Invalid, NotFound
from noms.chassis.requests.route import Session, room
from noms.contracts.commissioning.specification_views import EligibilityAnswer, SpecificationList, SpecificationVersionView
from noms.contracts.commissioning.specifications import OLDEST, Archival, NewSpecification, NextVersion, Publication, Sex
from noms.contracts.wire import Code, Day
from services.commissioning.permissions import ReferenceReader, SpecificationPublisher
from services.commissioning.specifications import queries, refusals, service
from services.commissioning.specifications.rules import Referral

router = room("specifications")

SpecificationCode = Annotated[Code, Path(examples=["COURT-REPORTS"])]
DraftedCode = Annotated[Code, Path(examples=["RESETTLEMENT"])]
Version = Annotated[int, Path(ge=1, le=9_999, examples=[1])]
OnDay = Annotated[Day | None, Query(description="The day to answer for; without it, every version.", examples=["2010-06-30"])]


@router.get("/v1/specifications", response_model=SpecificationList)
async def list_specifications(session: Session, _caller: ReferenceReader, on: OnDay = None) -> SpecificationList:
    """List the specifications in force on a day, or every version; what is an assumption of this service says so."""
    return SpecificationList(on=on, data=await queries.specifications(session, on))


@router.post(
    "/v1/specifications",
    status_code=201,
    response_model=SpecificationVersionView,
    responses=problems(Invalid, refusals.NotTheNationalOffice, refusals.SpecificationExists),
)
async def draft_specification(
    new: NewSpecification, session: Session, caller: SpecificationPublisher
) -> SpecificationVersionView:
    """Draft the first version of a specification: outputs and a least standard, never the method or the provider."""
    return await service.draft_specification(session, caller, new)


@router.get("/v1/specifications/{code}", response_model=SpecificationList, responses=problems(NotFound))
async def read_specification(code: SpecificationCode, session: Session, _caller: ReferenceReader) -> SpecificationList:
    """Read every version of one specification, the newest first."""
    return SpecificationList(on=None, data=[queries.version_view(row) for row in await queries.versions_of(session, code)])


@router.post(
    "/v1/specifications/{code}/versions",
    status_code=201,
    response_model=SpecificationVersionView,
    responses=problems(Invalid, NotFound, refusals.NotTheNationalOffice, refusals.RestrictionLifted),
)
async def draft_specification_version(
    code: DraftedCode, following: NextVersion, session: Session, caller: SpecificationPublisher
) -> SpecificationVersionView:
    """Draft the next version of a specification. Those that were published stay as they are."""
    return await service.draft_version(session, caller, code, following)


@router.get("/v1/specifications/{code}/versions/{version}", response_model=SpecificationVersionView, responses=problems(NotFound))
async def read_specification_version(
    code: SpecificationCode, version: Version, session: Session, _caller: ReferenceReader
) -> SpecificationVersionView:
    """Read one version as it was written."""
    return queries.version_view(await queries.version_of(session, code, version))


@router.post(
    "/v1/specifications/{code}/versions/{version}/publication",
    response_model=SpecificationVersionView,
    responses=problems(
        NotFound,
        refusals.NotTheNationalOffice,
        refusals.NotADraft,
        refusals.VersionEndsBeforeItStarts,
        refusals.VersionsOverlap,
    ),
)
async def publish_specification(
    code: DraftedCode, version: Version, publication: Publication, session: Session, caller: SpecificationPublisher
) -> SpecificationVersionView:
    """Publish a draft for some days, on none of which another version is in force. From then on it is never changed."""
    return await service.publish_version(session, caller, code, version, publication)


@router.post(
    "/v1/specifications/{code}/versions/{version}/archival",
    response_model=SpecificationVersionView,
    responses=problems(NotFound, refusals.NotTheNationalOffice, refusals.NotPublished, refusals.OutsideItsDays),
)
async def archive_specification(
    code: DraftedCode, version: Version, archival: Archival, session: Session, caller: SpecificationPublisher
) -> SpecificationVersionView:
    """Archive a published version: no agreement is made by it after its last day, and those that were go on."""
    return await service.archive_version(session, caller, code, version, archival)


def _referral(
    on: Annotated[Day, Query(description="The day of the referral.", examples=["2010-06-30"])],
    region: Annotated[Code | None, Query(description="The person's region, such as LON.")] = None,
    category: Annotated[str | None, Query(max_length=20, description="The security category, such as B.")] = None,
    sex: Sex | None = None,
    age: Annotated[int | None, Query(ge=0, le=OLDEST)] = None,
) -> Referral:
    return Referral(on=on, region=region, category=category, sex=sex, age=age)


@router.get("/v1/specifications/{code}/eligibility", response_model=EligibilityAnswer, responses=problems(NotFound))
async def judge_eligibility(
    code: SpecificationCode, referral: Annotated[Referral, Depends(_referral)], session: Session, _caller: ReferenceReader
) -> EligibilityAnswer:
    """Answer whether somebody of this region, category, sex and age may be referred on a day; name nobody."""
    return await service.judge_referral(session, code, referral)
