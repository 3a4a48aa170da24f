"""Posts and their holders, over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Request, Response

from noms.chassis.problems import problems
from noms.chassis.refusals import Invalid, NotFound
from noms.chassis.requests.headers import personal_json
from noms.chassis.requests.route import Session, room
from noms.contracts.commissioning.posts import CorrectedHolding, HoldingCorrection, HoldingView, NewHolding, PostList, PostView
from noms.contracts.wire import Code, Day, Instant
from services.commissioning.permissions import PostRecorder, ReferenceReader
from services.commissioning.posts import queries, service
from services.commissioning.posts.refusals import HoldingsOverlap

router = room("posts")

PostCode = Annotated[Code, Path(description="A post, such as DOM-LON or NOM.", examples=["DOM-LON"])]
OnDay = Annotated[Day | None, Query(description="The day to answer for; without it, every day.", examples=["2009-06-08"])]
KnownAt = Annotated[Instant | None, Query(description="Answer as it was known at an instant; without it, as it is known now.")]


@router.get("/v1/posts", response_model=PostList)
async def list_posts(request: Request, caller: ReferenceReader, on: OnDay = None) -> Response:
    """List posts and who held them: on 8 June 2009 nine of ten Directors of Offender Management, and an interim.

    Where a report counts more or fewer posts than there were, that stands in `conflicts`; it is not put right here.
    """
    return personal_json(request, (await queries.list_posts(request.app.state.database, caller, on)).encode())


@router.get("/v1/posts/{code}", response_model=PostView, responses=problems(NotFound))
async def read_post(
    code: PostCode, request: Request, caller: ReferenceReader, on: OnDay = None, known_at: KnownAt = None
) -> Response:
    """Read one post: held, by an interim, vacant, or unknown where no source says. Holders are named as publications do."""
    known = queries.known_post(code)
    body = await queries.read_post(request.app.state.database, caller, known, on, known_at)
    return personal_json(request, body.encode())


@router.post(
    "/v1/posts/{code}/holdings",
    status_code=201,
    response_model=HoldingView,
    responses=problems(Invalid, NotFound, HoldingsOverlap),
)
async def record_holding(code: PostCode, new: NewHolding, session: Session, caller: PostRecorder) -> HoldingView:
    """Record that a post was held, covered by an interim or vacant. One post has one state on a day."""
    return HoldingView.model_validate(await service.record_holding(session, caller, code, new))


@router.post(
    "/v1/posts/{code}/holdings/{holding_id}/correction",
    response_model=CorrectedHolding,
    responses=problems(Invalid, NotFound, HoldingsOverlap),
)
async def correct_holding(
    code: PostCode, holding_id: UUID, correction: HoldingCorrection, session: Session, caller: PostRecorder
) -> CorrectedHolding:
    """Correct a holding: give it an end, put another in its place, or withdraw it. What was believed before stays readable."""
    row = await service.correct_holding(session, caller, code, holding_id, correction)
    return CorrectedHolding(corrected=holding_id, replacement=HoldingView.model_validate(row) if row else None)
