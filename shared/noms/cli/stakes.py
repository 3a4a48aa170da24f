"""`noms stakes`: what payment terms put at stake, seen before anybody signs."""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.progress import Progress
from rich.table import Table

from noms.cli.personas import PERSONAS
from noms.cli.places import LocalEstate, project_root
from noms.cli.screen import progress, results, stop
from noms.clients.commissioning import CommissioningClient
from noms.clients.problems import ClientProblem, Unreachable
from noms.clients.tokens import GivenToken
from noms.contracts.commissioning.stakes import StakesAnswer, StakesRequest, StakeView


def _read(path: Path, *, runs: int | None, seed: int | None) -> StakesRequest:
    """The request in a file, with other runs and another seed where they are asked for."""
    try:
        told = json.loads(path.read_text("utf-8"))
        given = {name: value for name, value in (("runs", runs), ("seed", seed)) if value is not None}
        return StakesRequest.model_validate(told | given)
    except OSError:
        stop(f"there is no file to read at {path}.")
    except ValidationError as invalid:
        fault = invalid.errors()[0]
        stop(f"{path} is not as it should be at /{'/'.join(map(str, fault['loc']))}: {fault['msg']}.")
    except (ValueError, TypeError):
        stop(f"{path} does not hold one JSON object in UTF-8.")


async def _ask(client: CommissioningClient, request: StakesRequest) -> StakesAnswer:
    """Ask for one contract year after the other: the answer for a year does not depend on the others."""
    answers = []
    wanted = range(request.first_year, request.first_year + request.years)
    async with client:
        with Progress(console=progress, transient=True) as bars:
            for number in bars.track(wanted, description=f"{request.runs:,} runs a year"):
                asked = request.model_copy(update={"first_year": number, "years": 1})
                answers.append(await client.simulate_stakes(asked))
    return answers[0].model_copy(update={"years": [year for answer in answers for year in answer.years]})


def _pounds(pence: int | None) -> str:
    return "no limit" if pence is None else f"{pence / 100:,.2f}"


def _row(name: str, years: Sequence[StakeView]) -> list[str]:
    """The mean of the years, the worst year at each percentile, and the most that the terms let it take."""
    expected = sum(year.expected_pence for year in years) // len(years)
    most = [year.most_pence for year in years if year.most_pence is not None]
    told = (
        expected, max(year.p5_pence for year in years), max(year.p50_pence for year in years),
        max(year.p95_pence for year in years), max(year.largest_pence for year in years), max(most, default=None),
    )  # fmt: skip
    return [name, *map(_pounds, told)]


def _show(answer: StakesAnswer) -> None:
    table = Table(title=f"Pounds a contract year, {len(answer.years)} years, {answer.runs:,} runs, seed {answer.seed}")
    for column in ("", "expected", "p5", "p50", "p95", "largest", "most"):
        table.add_column(column, justify="right" if column else "left")
    for rows in zip(*(year.stakes for year in answer.years), strict=True):
        table.add_row(*_row(f"{rows[0].step} {rows[0].code or ''}".strip(), rows))
    table.add_row(*_row("everything", [year.total for year in answer.years])[:-1], "", style="bold")
    results.print(table)


def stakes(
    file: Annotated[
        Path, typer.Argument(help="Payment terms and rates of occurrence, as `POST /v1/settlements/stakes` takes them.")
    ],
    runs: Annotated[int | None, typer.Option(min=1, max=1_000, help="Runs of each year, instead of those in the file.")] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Another seed than the one in the file.")] = None,
    persona: Annotated[str, typer.Option("--as", help="Who asks.")] = "contract-manager",
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
) -> None:
    """Draw the years of a contract many times over, and show what each row of its terms puts at stake."""
    if persona not in PERSONAS:
        stop(f"there is no persona {persona!r}: choose one of {', '.join(PERSONAS)}.")
    request, estate = _read(file, runs=runs, seed=seed), LocalEstate(project_root())
    client = CommissioningClient(estate.url("commissioning"), GivenToken(estate.issuer().token(PERSONAS[persona])))
    try:
        answer = asyncio.run(_ask(client, request))
    except Unreachable:
        stop(f"commissioning does not answer at {estate.url('commissioning')}: start it with `make run`.")
    except ClientProblem as problem:
        stop(f"commissioning refused: {problem}")
    if as_json:
        typer.echo(answer.model_dump_json())
    else:
        _show(answer)
