"""Sending a file as `noms locations load` does: piece by piece, and the same report at the end."""

from datetime import date
from pathlib import Path

import httpx
import pytest

from builders.offender_mgmt import personas
from builders.offender_mgmt.cases import an_open_case
from builders.offender_mgmt.location_files import ndjson, roll_line
from house.running import Running
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona
from noms.cli import locations
from noms.clients.location_files import FileSentAs, LocationFileSender, LocationFormat
from noms.clients.problems import ClientProblem
from noms.clients.tokens import GivenToken

sender = Persona("pam", "NOMS", CallerKind.STAFF, ("population-manager",), {"everything": True})


def sending_to(service: Running) -> LocationFileSender:
    transport = httpx.ASGITransport(service.app)
    return LocationFileSender("http://offender_mgmt.test", GivenToken(service.issuer.token(sender)), transport=transport)


async def test_a_file_is_sent_piece_by_piece_and_its_report_printed(
    service: Running, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
    file, gone = tmp_path / "roll.ndjson", [0]
    file.write_bytes(ndjson([roll_line(case.crn, "BAI"), "{broken"]))

    async with sending_to(service) as sending:
        pieces = locations.pieces_of(file, gone.append)
        report = await sending.send(pieces, LocationFormat.NDJSON, FileSentAs(date(2010, 6, 30), "BAI"))
    locations.show(report)
    printed = capsys.readouterr().out

    assert sum(gone) == file.stat().st_size
    assert "2 lines: 1 received, 0 transferred, 0 released, 0 unchanged, 1 rejected" in printed
    assert "line 2: line: not_readable" in printed


async def test_a_file_that_is_refused_says_why(service: Running, tmp_path: Path):
    file = tmp_path / "roll.csv"
    file.write_text("colour\nred\n")
    async with sending_to(service) as sending:
        pieces = locations.pieces_of(file, lambda _: None)
        with pytest.raises(ClientProblem) as refused:
            await sending.send(pieces, LocationFormat.CSV, FileSentAs(date(2010, 6, 30), dry_run=True))

    assert refused.value.problem.errors[0].code == "header_not_understood"
