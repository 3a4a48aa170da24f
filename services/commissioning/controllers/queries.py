"""What became of the contests about each controller's classifications, within the caller's reach."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.identity.caller import Caller
from noms.contracts.commissioning.contests import ContestState
from noms.contracts.commissioning.controllers import OverturnedShare, OverturnedShares
from services.commissioning.agreements.tables import AgreementRow
from services.commissioning.contests.tables import ContestEndRow, ContestRow
from services.commissioning.controllers.rules import share_overturned
from services.commissioning.occurrences.tables import OccurrenceRow, OccurrenceVersionRow


async def overturned_shares(session: AsyncSession, caller: Caller, from_day: date, to_day: date) -> OverturnedShares:
    """What became of the contests raised on these days, for each controller who classified on them or was contested."""
    first = (OccurrenceVersionRow.occurrence_id == OccurrenceRow.occurrence_id) & (OccurrenceVersionRow.number == 1)
    classified = await session.execute(
        select(OccurrenceRow.classified_by, func.count())
        .join(AgreementRow, AgreementRow.agreement_id == OccurrenceRow.agreement_id)
        .join(OccurrenceVersionRow, first)
        .where(AgreementRow.audience.overlap(list(caller.reach)), OccurrenceVersionRow.told_on.between(from_day, to_day))
        .group_by(OccurrenceRow.classified_by)
    )
    state = func.coalesce(ContestEndRow.state, ContestState.OPEN)
    contested = await session.execute(
        select(ContestRow.controller, state, func.count())
        .join(AgreementRow, AgreementRow.agreement_id == ContestRow.agreement_id)
        .outerjoin(ContestEndRow, ContestEndRow.contest_id == ContestRow.contest_id)
        .where(AgreementRow.audience.overlap(list(caller.reach)))
        .where(ContestRow.controller.is_not(None), ContestRow.raised_on.between(from_day, to_day))
        .group_by(ContestRow.controller, state)
    )
    ends: dict[str, dict[str, int]] = {}
    for controller, became, number in contested:
        ends.setdefault(str(controller), {})[became] = number
    found = {by: int(number) for by, number in classified}
    return OverturnedShares(data=[share_of(by, found.get(by, 0), ends.get(by, {})) for by in sorted({*found, *ends})])


def share_of(controller: str, classified: int, ends: Mapping[str, int]) -> OverturnedShare:
    """One controller's line: how many were contested, and in what share of those decided the provider was right."""
    upheld, partly, rejected, withdrawn = (ends.get(state, 0) for state in ("upheld", "partly", "rejected", "withdrawn"))
    share = share_overturned(upheld=upheld, partly=partly, rejected=rejected)
    return OverturnedShare(
        controller=controller,
        classified=classified,
        contested=sum(ends.values()),
        decided=upheld + partly + rejected,
        upheld=upheld,
        partly=partly,
        rejected=rejected,
        withdrawn=withdrawn,
        share_overturned=None if share is None else round(float(share), 3),
        share_overturned_exact=None if share is None else str(share),
    )
