"""What each provider is for and since when, from the reference lists and the changes on record."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.comparators import ComparatorGroupView, FunctionChangeView, ProviderFunction
from noms.reference.establishments import Establishment, OpenState, establishment, load_establishments
from noms.reference.faults import UnknownCode
from noms.reference.probation_areas import (
    ProbationArea,
    ProbationBodyKind,
    probation_areas_on,
    probation_areas_with_code,
)
from services.commissioning.comparators import rules
from services.commissioning.comparators.tables import FunctionChangeRow
from services.commissioning.responsibilities.rules import NATIONAL_OFFICE

_FUNCTION_OF = {
    ProbationBodyKind.TRUST: ProviderFunction.PROBATION_TRUST,
    ProbationBodyKind.AREA_BOARD: ProviderFunction.PROBATION_BOARD,
}
Changes = Mapping[str, Sequence[rules.Change]]


async def changes_on_record(session: AsyncSession, provider: str | None = None) -> Changes:
    """The recorded changes by provider, each provider's in order."""
    wanted = select(FunctionChangeRow).order_by(FunctionChangeRow.provider, FunctionChangeRow.from_day)
    if provider is not None:
        wanted = wanted.where(FunctionChangeRow.provider == provider)
    found: dict[str, list[rules.Change]] = {}
    for row in await session.scalars(wanted):
        change = rules.Change(row.from_day, ProviderFunction(row.was), ProviderFunction(row.function))
        found.setdefault(row.provider, []).append(change)
    return found


async def life_of(session: AsyncSession, provider: str, on: date) -> rules.Life:
    """What a provider was for around a day, and when it opened, changed and closed.

    Raises:
        NotFound: the lists have no such provider.

    """
    try:
        prison = establishment(provider)
    except UnknownCode:
        return probation_life(provider, on)
    changes = (await changes_on_record(session, provider)).get(provider, ())
    return prison_life(prison, changes)


async def life_to_compare(session: AsyncSession, provider: str, on: date) -> rules.Life | None:
    """What a provider was for around a day; none where NOMS itself provides, which is compared with nobody. Decision 0145.

    Raises:
        NotFound: the lists have no such provider.

    """
    return None if provider == NATIONAL_OFFICE else await life_of(session, provider, on)


def prison_life(prison: Establishment, changes: Sequence[rules.Change]) -> rules.Life:
    """A prison by the list of establishments and the changes on record."""
    return rules.Life(
        listed=ProviderFunction(prison.function_2010),
        opened_by=prison.opened.last_day if prison.opened else None,
        closed_from=prison.closed.first_day if prison.closed else None,
        changes=tuple(changes),
    )


def probation_life(code: str, on: date) -> rules.Life:
    """A board or trust: the trust that followed a board under the same code did not open, it went on.

    Raises:
        NotFound: no body has ever had the code.

    """
    try:
        bodies = probation_areas_with_code(code)
    except UnknownCode as unknown:
        raise NotFound(str(unknown)) from unknown
    body = next((body for body in bodies if body.in_force_on(on)), bodies[-1])
    ended = bodies[-1].valid_to
    return rules.Life(
        listed=_FUNCTION_OF[body.kind],
        opened_by=bodies[0].valid_from,
        closed_from=ended + timedelta(days=1) if ended else None,
    )


async def groups_on(session: AsyncSession, day: date) -> list[ComparatorGroupView]:
    """The groups in force on the day with their members."""
    changes = await changes_on_record(session)
    prisons = [prison for prison in load_establishments() if prison.state_on(day) is not OpenState.CLOSED]
    areas = probation_areas_on(day)
    return [group_view(group, _members(group, prisons, areas, changes, day)) for group in rules.groups_on(day)]


def _members(
    group: rules.Group, prisons: Sequence[Establishment], areas: Sequence[ProbationArea], changes: Changes, day: date
) -> list[str]:
    functions = {prison.code: prison_life(prison, changes.get(prison.code, ())).function_on(day) for prison in prisons}
    functions |= {area.code: _FUNCTION_OF[area.kind] for area in areas}
    return sorted(code for code, function in functions.items() if function in group.functions)


def group_view(group: rules.Group, members: Sequence[str]) -> ComparatorGroupView:
    """A group as readers see it."""
    return ComparatorGroupView(
        code=group.code,
        title=group.title,
        functions=sorted(group.functions),
        valid_from=group.valid_from,
        valid_to=group.valid_to,
        members=list(members),
    )


def change_view(row: FunctionChangeRow) -> FunctionChangeView:
    """A recorded change as readers see it."""
    same = {name: getattr(row, name) for name in FunctionChangeView.model_fields if hasattr(row, name)}
    return FunctionChangeView.model_validate(same | {"new_until": rules.new_until(row.from_day)})
