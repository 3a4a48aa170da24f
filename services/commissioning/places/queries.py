"""The places of one prison by the agreements in force that buy them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.identity.caller import Caller
from noms.contracts.commissioning.agreement_kinds import AgreementDirection
from noms.contracts.commissioning.places import PlacesBought, PlacesOfPrison
from noms.contracts.commissioning.specifications import UnitOfOutput
from services.commissioning.agreements.tables import AgreementRow
from services.commissioning.layers.rules import on_day
from services.commissioning.texts.queries import whole_text
from services.commissioning.texts.tables import AgreementLineRow


async def places_of(session: AsyncSession, caller: Caller, establishment: str, on: date) -> PlacesOfPrison:
    """Who buys the places of the prison on the day, as far as the caller reaches."""
    buying = await _buying_there(session, caller, establishment, on)
    found = [bought for agreement in buying for bought in await _bought(session, agreement, establishment, on)]
    found.sort(key=lambda each: (each.direction, each.commissioner, each.specification))
    by_noms, from_noms = (
        sum(each.places for each in found if each.direction is direction)
        for direction in (AgreementDirection.OUTBOUND, AgreementDirection.INBOUND)
    )
    return PlacesOfPrison(establishment=establishment, on=on, bought_by_noms=by_noms, bought_from_noms=from_noms, data=found)


async def _buying_there(session: AsyncSession, caller: Caller, establishment: str, on: date) -> Sequence[AgreementRow]:
    there = select(AgreementLineRow.agreement_id).where(AgreementLineRow.place == establishment)
    wanted = select(AgreementRow).where(
        AgreementRow.audience.overlap(list(caller.reach)),
        AgreementRow.agreement_id.in_(there),
        AgreementRow.went_live_at.is_not(None),
        AgreementRow.starts_on <= on,
        AgreementRow.ends_on >= on,
    )
    return (await session.scalars(wanted)).all()


async def _bought(session: AsyncSession, agreement: AgreementRow, establishment: str, on: date) -> list[PlacesBought]:
    lines = on_day((await whole_text(session, agreement.agreement_id)).lines, on)
    same = {name: getattr(agreement, name) for name in ("agreement_id", "direction", "commissioner", "provider", "state")}
    return [
        PlacesBought.model_validate({**same, "specification": line.specification, "places": line.annual_volume})
        for line in lines
        if line.unit_of_output is UnitOfOutput.PLACE and line.place == establishment
    ]
