"""The registrations of a moment, rebuilt from their reviews. Callers have found the person within their reach before they ask."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.contracts.offender_mgmt.register_views import RegistrationReviewView, RegistrationView, Sight
from services.offender_mgmt.moments.rules import Moment
from services.offender_mgmt.registers.tables import RegistrationReviewRow, RegistrationRow
from services.offender_mgmt.sights.rules import withheld

_Reviews = Sequence[RegistrationReviewRow]


async def registrations(session: AsyncSession, moment: Moment, seen: Collection[Sight]) -> list[RegistrationView]:
    """The registers and alerts that stood on the day, the newest first, each field by who may see it now."""
    row = RegistrationRow
    on_record = (row.crn == moment.crn, row.recorded_at < moment.known_before, row.starts_on <= moment.on)
    not_removed = or_(row.removed_on.is_(None), row.removed_on > moment.on, row.removed_at >= moment.known_before)
    stood = select(row).where(*on_record, not_removed)
    if Sight.RISK not in seen:
        stood = stood.where(row.restricted.is_(False))
    rows = (await session.scalars(stood.order_by(row.starts_on.desc(), row.registration_id))).all()
    reviews = await _reviews(session, moment)
    return [_view(one, reviews.get(one.registration_id, []), moment, seen) for one in rows]


async def _reviews(session: AsyncSession, moment: Moment) -> dict[UUID, list[RegistrationReviewRow]]:
    row = RegistrationReviewRow
    wanted = select(row).where(row.crn == moment.crn, row.recorded_at < moment.known_before).order_by(row.due_on.desc())
    found: dict[UUID, list[RegistrationReviewRow]] = {}
    for one in await session.scalars(wanted):
        found.setdefault(one.registration_id, []).append(one)
    return found


def _view(row: RegistrationRow, reviews: _Reviews, moment: Moment, seen: Collection[Sight]) -> RegistrationView:
    held = [one for one in reviews if _was_held(one, moment)]
    last = max(held, key=lambda one: (one.done_on, one.done_at), default=None)
    due = [one for one in reviews if one not in held]
    hidden = withheld(seen)
    of_the_day = {
        "level": row.level if last is None or last.level is None else last.level,
        "category": row.category if last is None or last.category is None else last.category,
        "next_review_on": min((one.due_on for one in due), default=None),
        "reviews": [_review(one, held=one in held) for one in reviews if one.overtaken_on is None],
        "removed_on": None, "removal_code": None, "removal_reason": None, "withheld": list(hidden),
    }  # fmt: skip
    told = {name: getattr(row, name) for name in RegistrationView.model_fields if name not in of_the_day} | of_the_day
    return RegistrationView.model_validate(told | dict.fromkeys(hidden))


def _was_held(review: RegistrationReviewRow, moment: Moment) -> bool:
    """Whether the review had been held by the day, as far as was known."""
    if review.done_on is None or review.done_at is None:
        return False
    return review.done_on <= moment.on and review.done_at < moment.known_before


def _review(row: RegistrationReviewRow, *, held: bool) -> RegistrationReviewView:
    """A review as it was told then: of one that was held later, no more than when it was due."""
    told = RegistrationReviewView.model_validate(row)
    later = {"done_on": None, "outcome": None, "level": None, "category": None, "notes": None}
    return told if held else told.model_copy(update=later)
