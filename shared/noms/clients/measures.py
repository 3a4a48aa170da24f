"""Measures, as every service that owns events computes them for the purchaser: one wire, whichever service is asked."""

from datetime import date
from typing import Literal
from uuid import UUID

from noms.clients.http import ServiceClient
from noms.contracts.measures import MeasureEvents, MeasureOffers, MeasureResult

Part = Literal["numerator", "denominator"]


class MeasureReader(ServiceClient):
    """The measures of one service."""

    async def offers(self) -> MeasureOffers:
        """Every measure that the service computes today."""
        return await self.get(MeasureOffers, "/v1/measures")

    async def measure(self, code: str, *, provider: str, from_day: date, to_day: date) -> MeasureResult:
        """A measure of one provider over one period, computed now."""
        return await self.get(MeasureResult, f"/v1/measures/{code}", _asked(provider, from_day, to_day))

    async def events(
        self, code: str, part: Part, *, provider: str, from_day: date, to_day: date, after: UUID | None = None
    ) -> MeasureEvents:
        """One page of the events that one side of the measure was counted from."""
        query = {**_asked(provider, from_day, to_day), "part": part, "after": str(after) if after else None}
        return await self.get(MeasureEvents, f"/v1/measures/{code}/events", query)


def _asked(provider: str, from_day: date, to_day: date) -> dict[str, str | int | None]:
    return {"provider": provider, "from": from_day.isoformat(), "to": to_day.isoformat()}
