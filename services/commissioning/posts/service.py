"""Recording who held a post, and correcting what was recorded."""

from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.identity.caller import Caller, audience
from noms.chassis.refusals import Invalid, NotFound
from noms.contracts.commissioning.posts import HoldingCorrection, NewHolding
from noms.contracts.problems import FieldError
from noms.reference.posts import Post
from services.commissioning.posts import queries, rules
from services.commissioning.posts.tables import PostHoldingRow

NATIONAL = "NOMS"


async def record_holding(session: AsyncSession, caller: Caller, code: str, new: NewHolding) -> PostHoldingRow:
    """Record that a post was held, covered or vacant; the post must lie within the caller's reach."""
    to = post_within_reach(caller, code)
    refuse_objections(to, new, below="")
    row = holding_row(caller, code, new)
    session.add(row)
    await session.flush()
    return row


async def correct_holding(
    session: AsyncSession, caller: Caller, code: str, holding_id: UUID, correction: HoldingCorrection
) -> PostHoldingRow | None:
    """Put what is right in the place of a holding, or nothing; what was believed stays on record."""
    to = post_within_reach(caller, code)
    believed = await queries.holding(session, code, holding_id)
    if correction.replacement is not None:
        refuse_objections(to, correction.replacement, below="/replacement")
    believed.superseded_at, believed.superseded_by = clock.now(), caller.in_full
    believed.superseded_because = correction.reason
    await session.flush()
    if correction.replacement is None:
        return None
    row = holding_row(caller, code, correction.replacement)
    session.add(row)
    await session.flush()
    return row


def post_within_reach(caller: Caller, code: str) -> Post:
    """The post, if the caller reaches its region or, for a national one, the agency; hidden and absent look the same."""
    to = queries.known_post(code)
    tags = audience(regions=[to.region_code]) if to.region_code else audience(organisations=[NATIONAL])
    if not caller.reaches(tags):
        raise NotFound
    return to


def refuse_objections(to: Post, new: NewHolding, *, below: str) -> None:
    """Refuse a holding with everything that stands against it."""
    against = rules.objections_to_holding(new, to, as_at=clock.today())
    if against:
        raise Invalid(
            errors=[
                FieldError(pointer=f"{below}/{objection.field}", code=objection.value, message=objection.sentence)
                for objection in against
            ]
        )


def holding_row(caller: Caller, code: str, new: NewHolding) -> PostHoldingRow:
    """A holding as it is kept, with who recorded it."""
    return PostHoldingRow(
        holding_id=uuid4(),
        post_code=code,
        holder_name=new.holder.name if new.holder else None,
        named_in=new.holder.named_in if new.holder else None,
        dates_estimated=False,
        recorded_by=caller.in_full,
        recorded_at=clock.now(),
        **new.model_dump(exclude={"holder"}),
    )
