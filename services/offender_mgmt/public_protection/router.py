"""Public protection over HTTP."""

from fastapi import Response

from noms.chassis.identity.caller import Caller
from noms.chassis.problems import problems
from noms.chassis.requests.headers import ExpectedVersion, tag_version
from noms.chassis.requests.route import Session, room
from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.public_protection import (
    PublicProtectionDetail,
    PublicProtectionRecord,
    PublicProtectionView,
    RoshLevel,
)
from services.offender_mgmt.permissions import (
    PUBLIC_PROTECTION_DETAIL,
    PublicProtectionReader,
    PublicProtectionRecorder,
)
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.public_protection import queries, rules, service
from services.offender_mgmt.public_protection.service import RecordContradictsItself
from services.offender_mgmt.public_protection.tables import PublicProtectionRow

router = room("public protection")

NOTHING_RECORDED = PublicProtectionView(
    version=0, mappa_level=None, rosh_overall=None, next_review_on=None, recorded_at=None, detail=None
)


@router.put(
    "/v1/persons/{crn}/public-protection",
    response_model=PublicProtectionView,
    responses=problems(RecordContradictsItself),
)
async def record_public_protection(
    crn: Crn,
    record: PublicProtectionRecord,
    *,
    session: Session,
    caller: PublicProtectionRecorder,
    expected: ExpectedVersion,
    response: Response,
) -> PublicProtectionView:
    """Record the whole of a person's public protection as it stands from now on; send the version read in If-Match.

    The first record is meant for version `"0"`. What stood before is kept.
    """
    row = await service.record_public_protection(session, caller, crn, record, expected=expected)
    tag_version(response, row.version)
    return _seen_by(caller, row)


@router.get("/v1/persons/{crn}/public-protection", response_model=PublicProtectionView)
async def read_public_protection(
    crn: Crn, session: Session, caller: PublicProtectionReader, response: Response
) -> PublicProtectionView:
    """Read MAPPA level and overall risk of serious harm, and the detail behind them if your role manages the risk."""
    person = await persons.person(session, caller, crn)
    row = await queries.record_in_force(session, person.crn)
    tag_version(response, row.version if row else 0)
    return _seen_by(caller, row)


def _seen_by(caller: Caller, row: PublicProtectionRow | None) -> PublicProtectionView:
    if row is None:
        return NOTHING_RECORDED
    whole = PublicProtectionView(
        version=row.version,
        mappa_level=row.mappa_level,
        rosh_overall=RoshLevel(row.rosh_overall) if row.rosh_overall else None,
        next_review_on=row.next_review_on,
        recorded_at=row.recorded_at,
        detail=PublicProtectionDetail.model_validate(row),
    )
    return rules.for_role(whole, sees_detail=PUBLIC_PROTECTION_DETAIL.name in caller.scopes)
