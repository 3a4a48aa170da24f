"""`noms token`: a token to call the running services with."""

from typing import Annotated

import typer

from noms.chassis.identity.issuer import RefusedInProduction
from noms.cli.personas import PERSONAS
from noms.cli.places import LocalEstate, project_root
from noms.cli.screen import progress, stop


def token(persona: Annotated[str, typer.Option("--as", help=f"Whom to sign in as: {', '.join(PERSONAS)}.")]) -> None:
    """Print a token that is good for twenty minutes; it stands alone on the last line."""
    if persona not in PERSONAS:
        stop(f"there is no persona {persona!r}: choose one of {', '.join(PERSONAS)}.")
    chosen = PERSONAS[persona]
    try:
        signed = LocalEstate(project_root()).issuer().token(chosen)
    except RefusedInProduction as refused:
        stop(str(refused))
    reach = ", ".join(f"{kind} {' '.join(codes)}" for kind, codes in chosen.reach.items() if codes is not True) or "everything"
    progress.print(f"[dim]{chosen.name} of {chosen.organisation}, roles {' '.join(chosen.roles)}, reaching {reach}[/]")
    typer.echo(signed)
