"""The measures of every agreement in force, and the use of every measure of the catalogue."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.identity.caller import Caller
from noms.contracts.commissioning.measure_uses import MeasureUseView
from services.commissioning.agreements.tables import AgreementRow
from services.commissioning.layers.rules import overlaid
from services.commissioning.measure_uses import rules
from services.commissioning.measures.rules import CATALOGUE, MeasureDefinition
from services.commissioning.texts.queries import key_of, layer_of
from services.commissioning.texts.tables import AgreementMeasureRow


async def standings(session: AsyncSession, caller: Caller) -> Mapping[UUID, tuple[AgreementRow, list[rules.Standing]]]:
    """Every agreement within reach that has come into force, with the days on which each measure stands in its text."""
    rows = await session.execute(
        select(AgreementRow, AgreementMeasureRow)
        .join(AgreementMeasureRow, AgreementMeasureRow.agreement_id == AgreementRow.agreement_id)
        .where(AgreementRow.audience.overlap(list(caller.reach)), AgreementRow.went_live_at.is_not(None))
        .order_by(AgreementRow.agreement_id)
    )
    found: dict[UUID, tuple[AgreementRow, list[AgreementMeasureRow]]] = {}
    for agreement, measure in rows:
        found.setdefault(agreement.agreement_id, (agreement, []))[1].append(measure)
    return {key: (agreement, standings_in(agreement.ends_on, parts)) for key, (agreement, parts) in found.items()}


def standings_in(ends_on: date, parts: list[AgreementMeasureRow]) -> list[rules.Standing]:
    """The measures of one agreement as its texts lie upon one another, none beyond its last day."""
    spans = overlaid([layer_of(part) for part in parts], key_of)
    return [
        rules.Standing(span.part.measure_code, span.part.definition_version, span.from_day, min(span.to_day or ends_on, ends_on))
        for span in spans
        if span.from_day <= ends_on
    ]


async def measure_uses(session: AsyncSession, caller: Caller, as_at: date) -> list[MeasureUseView]:
    """Every measure of the catalogue with its use in agreements in force, the longest unused first."""
    every = [standing for _, held in (await standings(session, caller)).values() for standing in held]
    uses = {
        measure.code: rules.use_of((one for one in every if one.measure_code == measure.code), as_at) for measure in CATALOGUE
    }
    views = [use_view(measure, uses[measure.code], as_at=as_at) for measure in CATALOGUE]
    return sorted(views, key=lambda view: (-view.quarters_unused, view.code))


def use_view(measure: MeasureDefinition, use: rules.Use, *, as_at: date) -> MeasureUseView:
    """The use of one measure; what was never used counts from the day on which its definition began."""
    since = use.last_used_on or measure.in_force_from
    unused = 0 if use.agreements_in_force else rules.quarters_between(since, as_at)
    return MeasureUseView(
        code=measure.code,
        version=measure.version,
        title=measure.title,
        agreements_in_force=use.agreements_in_force,
        last_used_on=use.last_used_on,
        quarters_unused=unused,
        fields_per_return=measure.fields_per_return,
        proposed_for_removal=rules.proposed_for_removal(unused),
    )
