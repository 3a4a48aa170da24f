"""The demo estate: a few people in the community and one in custody, made through the services as their users would."""

from rich.progress import Progress

from noms.cli.journey.cast import Cast
from noms.cli.journey.court import assess_and_plan, sentence
from noms.cli.journey.custody import imprison
from noms.cli.journey.numbers import a_pnc
from noms.cli.journey.story import Story
from noms.cli.places import LocalEstate
from noms.cli.screen import progress

_PEOPLE = (("Robin", "Ashdown", 1967), ("Sasha", "Bright", 2000), ("Terry", "Cole", 1981), ("Morgan", "Dale", 2003))
"""Four people in the community, and the year in which the police first took their particulars."""


async def furnish(estate: LocalEstate) -> None:
    """Make the demo estate, once: an estate that holds any case is left as it is."""
    async with Cast(estate) as cast:
        if (await (await cast.offender_mgmt("auditor")).cases()).data:
            return
        silent = Story(estate, None)
        with Progress(console=progress, transient=True) as bars:
            bar = bars.add_task("making the demo estate", total=len(_PEOPLE) + 1)
            for forename, surname, year in _PEOPLE:
                await assess_and_plan(cast, silent, await sentence(cast, silent, forename, surname, a_pnc(year)))
                bars.advance(bar)
            await imprison(cast, silent)
            bars.advance(bar)
    progress.print("[green]✓[/] made the demo estate")
