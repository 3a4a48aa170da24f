"""Sending a nightly location file, piece by piece as it is read."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import httpx

from noms.clients.http import ServiceClient
from noms.clients.problems import ClientProblem, Unreachable
from noms.contracts.offender_mgmt.location_files import LocationFileReport
from noms.contracts.problems import Problem

_PATIENCE = httpx.Timeout(connect=1, read=300, write=30, pool=2)
"""Seconds: a whole estate received for the first time takes minutes, and the answer comes at the end."""


class LocationFormat(StrEnum):
    """The two formats of a location file."""

    NDJSON = "application/x-ndjson"
    CSV = "text/csv"


@dataclass(frozen=True, slots=True)
class FileSentAs:
    """The night of a file, its one prison if it has one, and whether it is only to be tried."""

    on: date
    establishment: str | None = None
    dry_run: bool = False


class LocationFileSender(ServiceClient):
    """Sends location files to offender_mgmt. The same file may be sent again: it takes effect once."""

    async def send(self, pieces: AsyncIterator[bytes], kind: LocationFormat, sent_as: FileSentAs) -> LocationFileReport:
        """Send a file as the roll of a night; the answer is its report.

        Raises:
            ClientProblem: the service refused the file as a whole.
            Unreachable: it did not answer.

        """
        query = {"on": sent_as.on.isoformat(), "dry_run": str(sent_as.dry_run).lower()}
        if sent_as.establishment is not None:
            query["establishment"] = sent_as.establishment
        headers = {"Authorization": f"Bearer {await self._tokens.token()}", "Content-Type": kind.value}
        try:
            answer = await self._http.post("/v1/location-files", params=query, content=pieces, headers=headers, timeout=_PATIENCE)
        except httpx.HTTPError as error:
            raise Unreachable(f"{type(error).__name__} while sending the file") from error
        if answer.is_success:
            return LocationFileReport.model_validate_json(answer.content)
        raise ClientProblem(Problem.model_validate_json(answer.content))
