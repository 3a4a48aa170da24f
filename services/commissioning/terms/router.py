"""Payment terms of an agreement: written in draft, changed by signed variations, read as of any day."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from noms.chassis import clock
from noms.chassis.problems import problems
from noms.chassis.refusals import Invalid, NotFound, PreconditionRequired, StaleVersion
from noms.chassis.requests.headers import ExpectedVersion, tag_version
from noms.chassis.requests.route import Session, room
from noms.contracts.commissioning.terms_versions import TermsByVariation, TermsHistory, TermsOfDraft, TermsVersionView
from noms.contracts.wire import Day
from services.commissioning.agreements import queries as agreements
from services.commissioning.agreements.refusals import NotTheCommissioner
from services.commissioning.permissions import SettlementPoster, SettlementReader
from services.commissioning.term_versions import refusals
from services.commissioning.terms import queries, service

router = room("payment terms")

_PATH = "/v1/agreements/{agreement_id}/payment-terms"


@router.put(
    _PATH,
    response_model=TermsVersionView,
    responses=problems(
        Invalid,
        NotFound,
        NotTheCommissioner,
        StaleVersion,
        PreconditionRequired,
        refusals.TermsAreSettled,
        refusals.TermsOutsideTheAgreement,
    ),
)
async def write_payment_terms(
    agreement_id: UUID,
    offered: TermsOfDraft,
    session: Session,
    response: Response,
    *,
    expected: ExpectedVersion,
    caller: SettlementPoster,
) -> TermsVersionView:
    """Write the payment terms of a draft; If-Match names the version that they replace, or "0" for the first.

    The version before stays on record: what was known on a day can always be read. What has been offered or signed changes only
    by a variation.
    """
    written = await service.write_terms(session, caller, agreement_id, offered.terms, expected)
    tag_version(response, written.version)
    return written


@router.post(
    _PATH,
    status_code=201,
    response_model=TermsVersionView,
    responses=problems(
        Invalid,
        NotFound,
        NotTheCommissioner,
        refusals.StillADraft,
        refusals.VariationNotSigned,
        refusals.NotInTheVariation,
        refusals.OtherTermsWereSigned,
        refusals.AnotherEffectiveDay,
        refusals.AnotherCommencement,
        refusals.WithinAContractYear,
        refusals.VersionsOverlap,
        refusals.TermsOutsideTheAgreement,
    ),
)
async def vary_payment_terms(
    agreement_id: UUID, offered: TermsByVariation, session: Session, response: Response, caller: SettlementPoster
) -> TermsVersionView:
    """Enter the payment terms that a signed variation brings into force on a day, the first of a contract year.

    They are word for word those that the variation carried when both signed it; any others are refused.
    The version before ends on the day before. A version that would begin on or before the first day of another is refused: two
    would be in force on one day.
    """
    entered = await service.vary_terms(session, caller, agreement_id, offered)
    tag_version(response, entered.version)
    return entered


@router.get(_PATH, response_model=TermsVersionView, responses=problems(NotFound))
async def read_payment_terms(
    agreement_id: UUID,
    session: Session,
    response: Response,
    caller: SettlementReader,
    *,
    on: Annotated[Day | None, Query(description="In force on this day; absent: today, or the last day of the agreement.")] = None,
    known_on: Annotated[Day | None, Query(description="As known at the end of this day; absent: as known now.")] = None,
) -> TermsVersionView:
    """Read the payment terms in force on a day, as known on another. An agreement without such terms answers 404."""
    agreement = await agreements.agreement(session, caller, agreement_id)
    asked = on or min(max(clock.today(), agreement.starts_on), agreement.ends_on)
    holding = await queries.view_on(session, agreement_id, asked, known_on)
    tag_version(response, holding.version)
    return holding


@router.get(f"{_PATH}/versions", response_model=TermsHistory, responses=problems(NotFound))
async def list_payment_terms(agreement_id: UUID, session: Session, caller: SettlementReader) -> TermsHistory:
    """List every version of the payment terms ever entered, the latest first, with who entered it and when."""
    agreement = await agreements.agreement(session, caller, agreement_id)
    return TermsHistory(data=await queries.history(session, agreement.agreement_id))
